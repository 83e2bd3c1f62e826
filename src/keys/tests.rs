#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::messages::Lang;

fn temporary() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data").join("gongkai.keys");
    (folder, path)
}

fn created(path: &Path) -> Keyring {
    let (keys, created) = Keyring::open_or_create(path).unwrap();
    assert!(created);
    keys
}

fn rewrite(path: &Path, change: impl FnOnce(String) -> String) {
    let text = fs::read_to_string(path).unwrap();
    fs::write(path, change(text)).unwrap();
}

fn damage(path: &Path) -> Damage {
    let error = Keyring::open(path).unwrap_err();
    let KeyError::Damaged { damage, .. } = error else { panic!("not damaged but {error}") };
    damage
}

#[test]
fn the_keys_made_on_first_use_are_read_again() {
    let (_folder, path) = temporary();
    let first = created(&path);
    let sealed = first.seal("浙江省杭州市".as_bytes(), b"applicant 1 address").unwrap();
    let (again, created) = Keyring::open_or_create(&path).unwrap();
    assert!(!created);
    let opened = again.unseal(sealed.key_id, &sealed.bytes, b"applicant 1 address").unwrap();
    assert_eq!(&**opened, "浙江省杭州市".as_bytes());
    assert_eq!(first.identity_hash("x"), again.identity_hash("x"));
    assert_eq!(first.signing_key(first.active_key()).unwrap(), again.signing_key(again.active_key()).unwrap());
}

#[test]
fn a_missing_key_file_is_not_made_when_there_is_data() {
    let (_folder, path) = temporary();
    assert!(matches!(Keyring::open(&path), Err(KeyError::Missing(missing)) if missing == path));
    assert!(!path.exists());
}

#[test]
fn processes_that_start_at_once_share_one_key_file() {
    let (_folder, path) = temporary();
    let starts: Vec<_> = (0..8)
        .map(|_| {
            let path = path.clone();
            std::thread::spawn(move || Keyring::open_or_create(&path).unwrap())
        })
        .collect();
    let rings: Vec<_> = starts.into_iter().map(|start| start.join().unwrap()).collect();
    assert_eq!(rings.iter().filter(|(_, created)| *created).count(), 1);
    let hash = rings[0].0.identity_hash("x");
    assert!(rings.iter().all(|(keys, _)| keys.identity_hash("x") == hash));
}

#[test]
fn keys_added_at_once_are_all_kept() {
    let (_folder, path) = temporary();
    let keys = created(&path);
    let adders: Vec<_> = (0..8)
        .map(|_| {
            let mut keys = keys.clone();
            std::thread::spawn(move || keys.add_key().unwrap())
        })
        .collect();
    let mut added: Vec<_> = adders.into_iter().map(|adder| adder.join().unwrap()).collect();
    added.sort();
    assert_eq!(added, (2..=9).map(KeyId).collect::<Vec<_>>());
    assert_eq!(Keyring::open(&path).unwrap().key_ids(), (1..=9).map(KeyId).collect::<Vec<_>>());
}

#[test]
fn a_value_does_not_open_in_another_place_or_when_altered() {
    let (_folder, path) = temporary();
    let keys = created(&path);
    let sealed = keys.seal(b"13800138000", b"applicant 1 phone").unwrap();
    let refused =
        |bytes: &[u8], aad: &[u8]| matches!(keys.unseal(sealed.key_id, bytes, aad), Err(KeyError::Authentication));
    assert!(refused(&sealed.bytes, b"applicant 2 phone"));
    for place in 0..sealed.bytes.len() {
        let mut altered = sealed.bytes.clone();
        altered[place] ^= 1;
        assert!(refused(&altered, b"applicant 1 phone"), "byte {place}");
    }
    for length in 0..sealed.bytes.len() {
        assert!(refused(&sealed.bytes[..length], b"applicant 1 phone"), "{length} bytes");
    }
}

#[test]
fn the_same_text_is_never_sealed_alike() {
    let (_folder, path) = temporary();
    let keys = created(&path);
    let seals: std::collections::HashSet<_> = (0..100).map(|_| keys.seal(b"same", b"").unwrap().bytes).collect();
    assert_eq!(seals.len(), 100);
}

#[test]
fn an_empty_text_can_be_sealed() {
    let (_folder, path) = temporary();
    let keys = created(&path);
    let sealed = keys.seal(b"", b"").unwrap();
    assert_eq!(&**keys.unseal(sealed.key_id, &sealed.bytes, b"").unwrap(), b"");
}

#[test]
fn a_new_key_seals_and_the_old_one_still_opens_until_it_is_retired() {
    let (_folder, path) = temporary();
    let mut keys = created(&path);
    let old = keys.seal(b"old", b"").unwrap();
    assert_eq!(keys.add_key().unwrap(), KeyId(2));
    let new = keys.seal(b"new", b"").unwrap();
    assert_eq!((old.key_id, new.key_id), (KeyId(1), KeyId(2)));

    let mut keys = Keyring::open(&path).unwrap();
    assert_eq!(&**keys.unseal(old.key_id, &old.bytes, b"").unwrap(), b"old");
    assert!(matches!(keys.retire(KeyId(2)), Err(KeyError::Active(KeyId(2)))));
    assert!(matches!(keys.retire(KeyId(3)), Err(KeyError::UnknownKey(KeyId(3)))));
    keys.retire(KeyId(1)).unwrap();
    assert!(matches!(keys.unseal(old.key_id, &old.bytes, b""), Err(KeyError::UnknownKey(KeyId(1)))));
    assert_eq!(&**keys.unseal(new.key_id, &new.bytes, b"").unwrap(), b"new");
    assert_eq!(keys.add_key().unwrap(), KeyId(3));
}

#[test]
fn a_running_program_learns_of_a_key_added_by_another() {
    let (_folder, path) = temporary();
    let mut running = created(&path);
    let mut other = Keyring::open(&path).unwrap();
    other.add_key().unwrap();
    let sealed = other.seal(b"x", b"").unwrap();
    assert!(matches!(running.unseal(sealed.key_id, &sealed.bytes, b""), Err(KeyError::UnknownKey(_))));
    running.reload().unwrap();
    assert!(running.unseal(sealed.key_id, &sealed.bytes, b"").is_ok());
}

#[test]
fn a_new_key_leaves_the_hashes_alone_and_brings_a_signing_key_of_its_own() {
    let (_folder, path) = temporary();
    let mut keys = created(&path);
    let (hash, signing) = (keys.identity_hash("x"), keys.signing_key(KeyId(1)).unwrap());
    keys.add_key().unwrap();
    assert_eq!((keys.identity_hash("x"), keys.signing_key(KeyId(1)).unwrap()), (hash.clone(), signing.clone()));
    assert_ne!(keys.signing_key(KeyId(2)).unwrap(), signing);
    keys.retire(KeyId(1)).unwrap();
    assert_eq!(keys.identity_hash("x"), hash);
    assert!(matches!(keys.signing_key(KeyId(1)), Err(KeyError::UnknownKey(KeyId(1)))));
}

#[test]
fn hashes_for_two_purposes_cannot_be_matched() {
    let (_folder, path) = temporary();
    let keys = created(&path);
    let hashes = [Purpose::Identity, Purpose::Phone, Purpose::QueryCode].map(|purpose| keys.keyed_hash(purpose, "x"));
    assert!(hashes.iter().all(|hash| hash.len() == 64 && hash.chars().all(|c| c.is_ascii_hexdigit())));
    assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2] && hashes[0] != hashes[2]);
}

#[test]
fn the_keyed_hash_is_hmac_sha256() {
    let (_folder, path) = temporary();
    let keys = created(&path);
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(keys.contents.identity.expose()).unwrap();
    mac.update(b"identity\0resident_id:11010519491231002X");
    assert_eq!(keys.identity_hash("resident_id:11010519491231002X"), secret::hex(&mac.finalize().into_bytes()));
}

#[test]
fn a_damaged_file_is_refused_and_left_as_it_is() {
    let (_folder, path) = temporary();
    created(&path);
    let whole = fs::read_to_string(&path).unwrap();
    for length in (0..whole.len()).filter(|length| whole.is_char_boundary(*length)) {
        // Only the last line break may be missing.
        if length < whole.trim_end().len() {
            rewrite(&path, |_| whole[..length].to_owned());
            assert!(matches!(Keyring::open(&path), Err(KeyError::Damaged { .. })), "{length} bytes");
        }
    }
    assert!(matches!(Keyring::open_or_create(&path), Err(KeyError::Damaged { .. })));
}

#[test]
fn one_wrong_digit_in_a_key_is_noticed() {
    let (_folder, path) = temporary();
    created(&path);
    rewrite(&path, |text| {
        let at = text.find("identity = \"").unwrap() + 12;
        let digit = if &text[at..=at] == "0" { "1" } else { "0" };
        format!("{}{digit}{}", &text[..at], &text[at + 1..])
    });
    assert_eq!(damage(&path), Damage::Checksum);
}

#[test]
fn a_file_of_a_later_version_is_told_from_a_damaged_one() {
    let (_folder, path) = temporary();
    created(&path);
    rewrite(&path, |text| text.replace("version = 1", "version = 2\nalgorithm = \"sm4\""));
    assert_eq!(damage(&path), Damage::Version(2));
}

#[test]
fn an_active_key_that_is_not_there_is_noticed() {
    let (_folder, path) = temporary();
    let mut contents = created(&path).contents;
    contents.active = KeyId(7);
    file::write(&path, &contents).unwrap();
    assert_eq!(damage(&path), Damage::NoActiveKey);
}

#[test]
fn what_a_crash_left_behind_does_not_stop_the_next_start() {
    let (_folder, path) = temporary();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let unfinished = path.with_extension("keys.new");
    fs::write(&unfinished, "version = 1\nident").unwrap();
    let mut keys = created(&path);
    fs::write(&unfinished, "rubbish").unwrap();
    keys.add_key().unwrap();
    assert!(!unfinished.exists());
    assert_eq!(Keyring::open(&path).unwrap().active_key(), KeyId(2));
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = temporary();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let mut keys = created(&path);
    assert_eq!(mode(&path), 0o600);
    keys.add_key().unwrap();
    assert_eq!(mode(&path), 0o600);
    for open_to_others in [0o640, 0o604, 0o660, 0o666, 0o601] {
        fs::set_permissions(&path, fs::Permissions::from_mode(open_to_others)).unwrap();
        let error = Keyring::open(&path).unwrap_err();
        assert!(matches!(error, KeyError::Permissions { mode, .. } if mode == open_to_others));
        for lang in Lang::ALL {
            assert!(error.message(lang).contains(&format!("chmod 600 {}", path.display())));
        }
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
    assert!(Keyring::open(&path).is_ok());
}

#[test]
fn no_secret_is_printed() {
    let (_folder, path) = temporary();
    let keys = created(&path);
    let printed = format!("{keys:?}");
    assert!(printed.contains("***"));
    let text = fs::read_to_string(&path).unwrap();
    let secrets: Vec<&str> = text.split('"').filter(|part| part.len() == 64).collect();
    assert_eq!(secrets.len(), 3);
    rewrite(&path, |text| text.replace("key = \"", "key = \"\"\""));
    let error = Keyring::open(&path).unwrap_err();
    let printed = [printed, format!("{error:?}"), error.to_string(), error.message(Lang::Zh)].concat();
    assert!(secrets.iter().all(|secret| !printed.contains(secret)));
}

#[test]
fn every_error_has_a_sentence_in_both_languages() {
    let path = || PathBuf::from("/data/gongkai.keys");
    let damaged = |damage| KeyError::Damaged { path: path(), damage };
    let errors = [
        KeyError::Missing(path()),
        KeyError::Permissions { path: path(), mode: 0o644 },
        damaged(Damage::Form),
        damaged(Damage::Version(2)),
        damaged(Damage::Checksum),
        damaged(Damage::NoActiveKey),
        KeyError::Io { path: path(), source: std::io::Error::other("disk full") },
        KeyError::Random,
        KeyError::UnknownKey(KeyId(4)),
        KeyError::Active(KeyId(4)),
        KeyError::Authentication,
        KeyError::TooLong,
    ];
    for (lang, stop) in Lang::ALL.into_iter().zip(['。', '.']) {
        for error in &errors {
            let sentence = error.message(lang);
            assert!(sentence.ends_with(stop) && !sentence.contains('$'), "{sentence}");
            assert!(!sentence.starts_with("error-") && !sentence.contains("keys-damage"), "{sentence}");
        }
    }
}
