//! 公文版式 (GB/T 9704-2012).

use gongkai::letters::letter::Dress;

use crate::support::{PRESS, read, reply};

#[test]
fn it_is_set_at_all() {
    let pdf = reply(&"本机关于二〇二六年一月五日收到您提交的政府信息公开申请，现答复如下。".repeat(20))
        .pdf(&PRESS, Dress::Plain)
        .unwrap();
    std::fs::write("/tmp/letter.pdf", &pdf).unwrap();
    println!("{}", read("pdffonts", &[], &pdf));
    println!("{}", read("pdftohtml", &["-xml", "-stdout", "-i"], &pdf));
}
