use gongkai::domain::similarity::{Fingerprint, LIKELY_REPEAT};
use proptest::prelude::*;

fn similarity(one: &str, other: &str) -> u8 {
    Fingerprint::of(one).similarity(&Fingerprint::of(other))
}

/// The same information, asked for again.
const REPEATS: [(&str, &str); 12] = [
    ("申请公开2024年度西湖区部门预算执行情况", "请提供西湖区2024年度部门预算执行情况的相关材料"),
    (
        "申请公开杭州市西湖区转塘街道某某村城中村改造房屋征收补偿方案",
        "请求公开转塘街道某某村城中村改造房屋征收的补偿方案（西湖区）",
    ),
    ("《关于调整城镇土地使用税等级范围的通知》（杭政函〔2024〕18号）", "贵机关 杭政函[2024]18号 文件全文"),
    ("杭政函〔2024〕18号", "杭政函﹝2024﹞第018号"),
    ("申请公开二〇二四年度部门决算", "申请公开2024年度部门决算"),
    ("申请公开XX路综合整治工程的施工许可证和中标通知书", "XX路综合整治工程中标通知书、施工许可证复印件"),
    ("2023年至2024年城乡居民最低生活保障金发放名单", "2024年城乡居民最低生活保障金发放名单"),
    ("申请公开某某小区3号楼加装电梯的规划许可文件", "某某小区３号楼 加装电梯 规划许可"),
    ("我要求公开本人户籍所在地某某镇某某村的宅基地审批材料", "某某镇某某村宅基地审批材料"),
    ("请公开县教育局2025年公开招聘教师笔试成绩", "县教育局2025年公开招聘教师笔试成绩及排名"),
    ("环境影响报告书批复（某某化工有限公司年产5万吨项目）", "某某化工有限公司年产5万吨项目环境影响报告书的批复"),
    ("行政处罚决定书：某某餐饮店食品安全违法案", "某某餐饮店食品安全违法案的行政处罚决定书"),
];

/// Other information, in much the same words.
const OTHERS: [(&str, &str); 12] = [
    ("申请公开2024年度西湖区部门预算执行情况", "申请公开2025年度西湖区部门预算执行情况"),
    ("申请公开2024年度西湖区部门预算执行情况", "申请公开2024年度余杭区部门预算执行情况"),
    ("申请公开东城区2024年学位分配方案", "申请公开西城区2024年学位分配方案"),
    ("杭政函〔2024〕18号", "杭政函〔2024〕19号"),
    ("杭政函〔2024〕18号文件全文", "杭政函〔2023〕18号文件全文"),
    ("某某镇张家村土地征收补偿安置方案", "某某镇李家村土地征收补偿安置方案"),
    ("申请公开某某小区3号楼加装电梯的规划许可文件", "申请公开某某小区5号楼加装电梯的规划许可文件"),
    ("申请公开2024年度部门预算", "申请公开全市公共厕所分布图"),
    ("申请公开危房鉴定报告", "申请公开环境影响评价报告"),
    ("2024年第一批公租房配租名单及打分依据12号", "2024年第一批公租房配租名单及打分依据13号"),
    ("申请公开政府信息", "申请公开人员编制数"),
    ("城市管理执法支队2024年罚没收入", "城市管理执法支队执法人员的执法证"),
];

#[test]
fn a_repeat_is_found_also_when_it_is_rephrased() {
    for (earlier, repeat) in REPEATS {
        let percent = similarity(earlier, repeat);
        assert!(percent >= LIKELY_REPEAT, "{percent}: {earlier} | {repeat}");
    }
}

#[test]
fn another_year_place_number_or_subject_is_not_a_repeat() {
    for (earlier, other) in OTHERS {
        let percent = similarity(earlier, other);
        assert!(percent < LIKELY_REPEAT, "{percent}: {earlier} | {other}");
    }
}

#[test]
fn signs_width_and_case_do_not_matter() {
    assert_eq!(similarity("ＰＰＰ项目，合同！", "ppp 项目 合同"), 100);
    assert_eq!(similarity("政府\u{200B}采购　合同", "政府采购合同"), 100);
}

#[test]
fn a_document_number_in_common_weighs_more_than_the_words_around_it() {
    let with = similarity("请提供杭政函〔2024〕18号", "我想看2024年发的关于土地的杭政函〔2024〕18号文");
    let without = similarity("请提供杭政函", "我想看2024年发的关于土地的杭政函文");
    assert!(with >= LIKELY_REPEAT && without < LIKELY_REPEAT, "{with} {without}");
}

#[test]
fn a_text_without_words_is_like_nothing() {
    assert_eq!(similarity("", ""), 0);
    assert_eq!(similarity("？？！！", "申请公开"), 0);
    assert_eq!(similarity("水", "水"), 100);
    assert_eq!(similarity("申请公开政府信息", "申请公开政府信息"), 100);
}

fn request() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "(申请公开|请提供)?(杭州市|宁波市)?(西湖区|余杭区)?(20[12][0-9]年|〔202[0-9]〕[0-9]{1,3}号)?(预算|土地征收|采购合同){1,3}"
    ]
}

proptest! {
    #[test]
    fn similarity_is_symmetric_and_at_most_100(a in request(), b in request()) {
        let percent = similarity(&a, &b);
        prop_assert_eq!(percent, similarity(&b, &a));
        prop_assert!(percent <= 100);
    }

    #[test]
    fn a_text_is_wholly_like_itself(text in request()) {
        let expected = if text.chars().any(char::is_alphanumeric) { 100 } else { 0 };
        // Full-width and compatibility letters keep being letters when they are folded.
        prop_assert_eq!(similarity(&text, &text), expected);
    }
}
