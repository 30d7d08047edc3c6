use super::Table;
use crate::dice::Dice;
use crate::{
    Error, ErrorKind, Kept, Rows, Scan, Scanning, Ticket,
    endpoint::{ListUsers, Projection},
    field,
};

fn refusal(scan: Scan) -> String {
    scan.start().unwrap_err().to_string()
}

fn target(list: &ListUsers) -> String {
    list.request().unwrap().target().replace("/oserve/v2.2/miniapp/user_profile/", "")
}

/// Sends all that may be sent and answers it, in the order that `dice` say; returns the requests a round.
fn rounds(scan: &mut Scanning, table: &Table, dice: &mut Dice) -> Vec<usize> {
    let mut rounds = Vec::new();
    while !scan.is_done() {
        let mut sent: Vec<(Ticket, ListUsers)> = std::iter::from_fn(|| scan.next()).collect();
        rounds.push(sent.len());
        while !sent.is_empty() {
            let (ticket, list) = sent.swap_remove(dice.below(sent.len() as u64) as usize);
            scan.accept(ticket, &table.list(&list)).unwrap();
        }
    }
    rounds
}

#[test]
fn the_first_request_counts_alone_and_the_next_ones_spread_by_rank() {
    let mut scan = Scan { page_size: 10, ..Scan::default() }.start().unwrap();
    let table = Table::of((1..=130).map(|n| n * 100));
    let (ticket, list) = scan.next().unwrap();
    assert_eq!(target(&list), "?order_by=id&limit=10&return_total_count=1");
    assert!(scan.next().is_none());
    assert_eq!(scan.accept(ticket, &table.list(&list)).unwrap(), Kept::All);
    let sent: Vec<(Ticket, ListUsers)> = std::iter::from_fn(|| scan.next()).collect();
    let after = "?where=%7B%22id%22%3A%7B%22%24gt%22%3A1000%7D%7D&order_by=id&limit=10";
    let targets: Vec<String> = sent.iter().map(|(_, list)| target(list)).collect();
    assert_eq!(
        targets,
        [after.into(), format!("{after}&offset=30"), format!("{after}&offset=60"), format!("{after}&offset=90")]
    );
    scan.accept(sent[1].0, &table.list(&sent[1].1)).unwrap();
    let (_, list) = scan.next().unwrap();
    assert_eq!(list.filter.unwrap().to_string(), r#"{"id":{"$gt":5000}}"#);
    scan.accept(sent[0].0, &table.list(&sent[0].1)).unwrap();
    let (_, list) = scan.next().unwrap();
    assert_eq!(list.filter.unwrap().to_string(), r#"{"id":{"$gt":2000,"$lt":4100}}"#);
}

#[test]
fn a_table_at_rest_takes_as_many_requests_as_it_has_pages() {
    for seed in 0..300 {
        let mut dice = Dice(seed);
        let size = dice.below(400);
        let table = Table::of((0..size).map(|_| dice.id()));
        let page_size = 1 + dice.below(12) as u32;
        let mut scan = Scan { page_size, concurrency: 1 + dice.below(12) as u32, ..Scan::default() }.start().unwrap();
        // Not in rounds: each answer may free the next request at once.
        let (mut sent, mut requests, mut read) = (Vec::new(), 0, 0);
        while !scan.is_done() {
            while let Some(request) = scan.next() {
                sent.push(request);
                requests += 1;
            }
            let (ticket, list) = sent.swap_remove(dice.below(sent.len() as u64) as usize);
            let rows = table.list(&list);
            assert_eq!(scan.accept(ticket, &rows).unwrap(), Kept::All);
            read += rows.ids.len();
        }
        assert_eq!((requests, read), (table.users.len().div_ceil(page_size as usize).max(1), table.users.len()));
        assert_eq!(scan.total(), Some(table.users.len() as u64));
    }
}

#[test]
fn readers_stay_busy() {
    for seed in 0..50 {
        let mut dice = Dice(seed);
        let table = Table::of((0..1000).map(|_| dice.id()));
        let mut scan = Scan { page_size: 10, concurrency: 8, ..Scan::default() }.start().unwrap();
        let rounds = rounds(&mut scan, &table, &mut dice);
        assert_eq!(rounds.iter().sum::<usize>(), table.users.len().div_ceil(10));
        assert!(rounds.len() <= 1 + 99_usize.div_ceil(8) + 1, "{rounds:?}");
        assert_eq!(rounds.iter().max(), Some(&8));
    }
}

#[test]
fn an_empty_table_takes_one_request() {
    let mut scan = Scan::default().start().unwrap();
    assert_eq!(rounds(&mut scan, &Table::default(), &mut Dice(0)), [1]);
    assert_eq!(scan.total(), Some(0));
}

#[test]
fn what_was_given_back_is_asked_for_again() {
    let mut scan = Scan::default().start().unwrap();
    let (ticket, first) = scan.next().unwrap();
    scan.give_back(ticket);
    let (again, list) = scan.next().unwrap();
    assert_eq!(list, first);
    let error = scan.accept(ticket, &Rows::default()).unwrap_err();
    assert_eq!(error.to_string(), "ticket: expected that of a request whose answer is still to come");
    scan.accept(again, &Rows { total: Some(0), ..Rows::default() }).unwrap();
    assert!(scan.is_done() && scan.next().is_none());
}

/// A scan that has read users 1 and 2, and has one reader behind them and one four users further.
fn two_readers() -> (Scanning, Ticket, Ticket) {
    let mut scan = Scan { page_size: 2, concurrency: 2, ..Scan::default() }.start().unwrap();
    let (ticket, _) = scan.next().unwrap();
    scan.accept(ticket, &Rows { ids: vec![1, 2], total: Some(8), has_more: true, ..Rows::default() }).unwrap();
    let ((head, _), (behind, list)) = (scan.next().unwrap(), scan.next().unwrap());
    assert_eq!(list.offset, 4);
    (scan, head, behind)
}

#[test]
fn what_lies_in_an_interval_that_is_read_is_dropped() {
    let (mut scan, head, behind) = two_readers();
    scan.accept(head, &Rows { ids: vec![3, 5], has_more: true, ..Rows::default() }).unwrap();
    // Others deleted users meanwhile: what was behind four others is not by now.
    let page = Rows { ids: vec![5, 8], has_more: false, ..Rows::default() };
    assert_eq!(scan.accept(behind, &page).unwrap(), Kept::Only(vec![1]));
    assert!(scan.is_done(), "one page has told that nobody is between 5 and 8");
}

#[test]
fn between_two_pages_somebody_may_be_left() {
    let (mut scan, head, behind) = two_readers();
    scan.accept(head, &Rows { ids: vec![3, 5], has_more: true, ..Rows::default() }).unwrap();
    scan.accept(behind, &Rows { ids: vec![7, 8], has_more: false, ..Rows::default() }).unwrap();
    let (last, list) = scan.next().unwrap();
    assert_eq!(list.filter.unwrap().to_string(), r#"{"id":{"$gt":5,"$lt":7}}"#);
    assert_eq!(scan.accept(last, &Rows::default()).unwrap(), Kept::All);
    assert!(scan.is_done());
}

#[test]
fn an_empty_page_at_an_offset_says_nothing_of_who_is_before_it() {
    let (mut scan, head, behind) = two_readers();
    assert_eq!(scan.accept(behind, &Rows { has_more: true, ..Rows::default() }).unwrap(), Kept::All);
    scan.give_back(head);
    let (_, list) = scan.next().unwrap();
    assert_eq!((list.offset, list.filter.unwrap().to_string()), (0, r#"{"id":{"$gt":2}}"#.into()));
    assert!(scan.next().is_none(), "no reader where an empty page was");
}

#[test]
fn an_answer_that_is_not_ordered_filtered_or_counted_is_an_error() {
    let accept = |rows: Rows| -> Error {
        let mut scan = Scan::default().start().unwrap();
        let (ticket, _) = scan.next().unwrap();
        scan.accept(ticket, &Rows { ids: vec![5], total: Some(9), has_more: true, ..Rows::default() }).unwrap();
        let (ticket, _) = scan.next().unwrap();
        scan.accept(ticket, &rows).unwrap_err()
    };
    let error = accept(Rows { ids: vec![7, 6], ..Rows::default() });
    assert_eq!(error.kind(), ErrorKind::InvalidAnswer);
    assert_eq!(error.to_string(), "the answer is not as documented: user 7 comes before user 6 in the order of `id`");
    assert_eq!(
        accept(Rows { ids: vec![4, 6], ..Rows::default() }).to_string(),
        "the answer is not as documented: user 4 does not meet the condition on `id`"
    );
    let many = Rows { ids: (6..=1006).collect(), ..Rows::default() };
    for (rows, problem) in [
        (Rows { has_more: true, ..Rows::default() }, "it holds no users, and links to more"),
        (many, "it holds 1001 users, and at most 1000 were asked for"),
    ] {
        assert_eq!(accept(rows).to_string(), format!("the answer is not as documented: {problem}"));
    }
    let mut scan = Scan::default().start().unwrap();
    let (ticket, _) = scan.next().unwrap();
    assert_eq!(
        scan.accept(ticket, &Rows::default()).unwrap_err().to_string(),
        "the answer is not as documented: `meta.total_count` is missing"
    );
}

#[test]
fn what_is_out_of_range_is_refused() {
    let scan = |concurrency, page_size| Scan { concurrency, page_size, ..Scan::default() };
    assert_eq!(refusal(scan(33, 10)), "concurrency must be an integer between 1 and 32, got 33");
    assert_eq!(refusal(scan(1, 0)), "pageSize must be an integer between 1 and 1000, got 0");
    assert_eq!(
        refusal(Scan { filter: Some(field("id").gt("x")), ..Scan::default() }),
        "id.$gt: expected a number, got \"x\""
    );
}

#[test]
fn a_selection_holds_the_id() {
    let select = |names: &[&str]| Scan {
        projection: Projection { select: names.iter().map(|name| (*name).into()).collect(), ..Projection::default() },
        ..Scan::default()
    };
    let keys = |names: &[&str]| select(names).start().unwrap().next().unwrap().1.projection.select;
    assert_eq!(keys(&["level"]), ["level", "id"]);
    assert_eq!(keys(&["id", "level"]), ["id", "level"]);
    assert_eq!(keys(&["-level"]), ["-level"]);
    assert!(keys(&[]).is_empty());
    assert_eq!(
        refusal(select(&["-level", "-id"])),
        "select[1]: \"id\" cannot be left out, because reading everyone needs it"
    );
}
