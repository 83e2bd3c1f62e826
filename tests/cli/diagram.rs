//! `gongkai diagram`.

use crate::support::gongkai;

fn diagram(arguments: &[&str]) -> String {
    let run = gongkai(&[&["diagram"], arguments].concat());
    assert_eq!((run.err.as_str(), run.code), ("", 0));
    run.out
}

/// After a change: `gongkai diagram > src/domain/states.mmd`.
#[test]
fn the_diagram_is_the_one_in_the_documentation() {
    assert_eq!(diagram(&[]), include_str!("../../src/domain/states.mmd"));
}

#[test]
fn the_diagram_speaks_english_too() {
    let drawn = diagram(&["--lang", "en"]);
    assert!(drawn.starts_with("stateDiagram-v2\n"));
    assert!(drawn.contains("cleared --> replied: dispatch the reply\n"), "{drawn}");
}

#[test]
fn the_table_has_a_row_for_every_act_and_a_column_for_every_status() {
    let table = diagram(&["--table"]);
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 2 + 43);
    assert!(rows.iter().all(|row| row.matches('|').count() == 13), "{table}");
    assert!(rows.contains(
        &"|发出答复|(not_received)|(not_reviewed)|(not_reviewed)|(not_reviewed)|(not_reviewed)|已答复|(already_replied)\
          |(already_closed)|(not_reviewed)|(wrong_status)|(wrong_status)|"
    ));
}
