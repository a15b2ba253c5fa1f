//! Tests of what is noted and kept.

use super::kept::UNUSED;
use super::*;

#[test]
fn a_record_is_reached_by_what_it_looked_at() {
    let ((), reads) = recording(|| {
        item(1, aspect("title"));
        group(0, MEMBERS);
        include("a.html");
    });
    item(1, CONTENT);
    let mut names = Names::default();
    let record = Record::new(reads, &[10, 11, 12], |_| 0, &mut names);
    let reached = |with: &dyn Fn(&mut Changed)| {
        let mut changed = Changed::new(2);
        changed.names = vec![false; 1];
        with(&mut changed);
        record.is_reached(&changed)
    };
    assert!(!reached(&|_| ()));
    assert!(!reached(&|changed| changed.add(0, 11, CONTENT)));
    assert!(!reached(&|changed| changed.add(0, 12, aspect("title"))));
    assert!(reached(&|changed| changed.add(0, 11, aspect("title"))));
    assert!(reached(&|changed| changed.members(0)));
    assert!(!reached(&|changed| changed.members(1)));
    assert!(reached(&|changed| changed.names[0] = true));
}

#[test]
fn names_that_nobody_has_any_more_are_dropped() {
    let named = |text: &str| recording(|| include(text)).1;
    let mut names = Names::default();
    let mut kept = Vec::new();
    for number in 0..10_000 {
        let record = Record::new(named(&format!("{number}")), &[], |_| 0, &mut names);
        if number % 1000 == 0 {
            kept.push(record);
        }
        names.tidy(kept.iter_mut());
    }
    assert!(names.all().len() < 2 * UNUSED, "{}", names.all().len());
    for (at, record) in kept.iter().enumerate() {
        let number = record.name_numbers().next().unwrap();
        assert_eq!(names.all()[number as usize], Name::Include(format!("{}", at * 1000)));
    }
}

#[test]
fn many_items_count_as_their_group_or_as_a_set() {
    let record = |count: usize| {
        let ((), reads) = recording(|| (0..count).for_each(|number| item(number * 2, URL)));
        let ids: Vec<u32> = (0..1000).map(|id| id + 5).collect();
        Record::new(reads, &ids, |_| 0, &mut Names::default())
    };
    let reached = |record: &Record, id: u32, aspects: Aspects| {
        let mut changed = Changed::new(1);
        changed.add(0, id, aspects);
        record.is_reached(&changed)
    };
    for count in [10, 70, 300] {
        let record = record(count);
        assert!(reached(&record, 5, URL) && !reached(&record, 5, CONTENT), "{count}");
        assert!(reached(&record, u32::try_from(count * 2).unwrap() + 3, URL), "{count}");
        assert!(!reached(&record, 6, URL) && !record.looks_at_all(0, URL), "{count}");
        let mut all = 0;
        record.each_item(URL, |_| all += 1);
        assert_eq!(all, count);
    }
    let record = Record::new(
        recording(|| (0..1000).for_each(|number| item(number, URL))).1,
        &(0..1000).collect::<Vec<u32>>(),
        |_| 0,
        &mut Names::default(),
    );
    assert!(record.looks_at_all(0, URL) && !record.looks_at_all(0, CONTENT));
}

#[test]
fn sets_know_who_is_in_them() {
    for ids in [vec![], vec![7], (3..200).collect(), (0..4000).step_by(100).collect(), (5..900).step_by(3).collect()] {
        let set = Ids::new(&ids);
        assert_eq!(set.all(), ids);
        assert!((0..4100).all(|id| set.contains(id) == ids.contains(&id)));
    }
}

#[test]
fn a_list_reaches_who_looked_far_enough() {
    let old: Vec<u32> = (0..10).collect();
    let mut new = old.clone();
    new.insert(3, 99);
    let shift = Shift::between(&old, &new);
    assert!(!shift.reaches(Extent::first(3)) && shift.reaches(Extent::first(4)));
    assert!(!shift.reaches(Extent::last(7)) && shift.reaches(Extent::last(8)));
    assert!(shift.reaches(Extent::COUNT) && shift.reaches(Extent::ALL));
    assert!(!Shift::between(&old, &old).reaches(Extent::ALL));
    // Who wanted more than there was sees what comes.
    assert!(Shift::between(&[1, 2], &[1, 2, 3]).reaches(Extent::first(3)));
    assert!(!Shift::between(&[1, 2], &[1, 2, 3]).reaches(Extent::first(2)));
    assert!(Shift::between(&[1, 2], &[2, 1]).reaches(Extent::first(1)));
    assert!(!Shift::between(&[1, 2], &[2, 1]).reaches(Extent::COUNT));
}
