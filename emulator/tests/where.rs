//! `where`: every operator, on values of every type.

mod support;

use minapp_users_emulator::Emulator;
use support::{emulator, matching, refused};

/// Field `a` without a declared type: nothing, null, and a value of every type.
fn anything() -> Emulator {
    emulator(
        r#"{"users":[
            {"id":1},
            {"id":2,"a":null},
            {"id":3,"a":5},
            {"id":4,"a":5.5},
            {"id":5,"a":"5"},
            {"id":6,"a":"Tom Smith"},
            {"id":7,"a":true},
            {"id":8,"a":[]},
            {"id":9,"a":[5,"x",null]},
            {"id":10,"a":["x","y"]},
            {"id":11,"a":{"b":1,"c":{"d":"deep"}}},
            {"id":12,"a":[{"b":1},{"b":2}]},
            {"id":13,"a":[{"b":3},{"c":1},4]},
            {"id":14,"a":{"b":[1,9]}},
            {"id":15,"a":{}}
        ]}"#,
    )
}

#[track_caller]
fn assert_matches(cases: &[(&str, &[i64])]) {
    let mut emulator = anything();
    for (condition, expected) in cases {
        assert_eq!(matching(&mut emulator, condition), *expected, "{condition}");
    }
}

const EVERYONE: &[i64] = &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

#[test]
fn eq_takes_the_value_or_an_item_of_an_array() {
    assert_matches(&[
        (r#"{"a":{"$eq":5}}"#, &[3, 9]),
        (r#"{"a":5}"#, &[3, 9]),
        (r#"{"a":5.0}"#, &[3, 9]),
        (r#"{"a":"5"}"#, &[5]),
        (r#"{"a":true}"#, &[7]),
        (r#"{"a":{"$eq":"x"}}"#, &[9, 10]),
    ]);
}

#[test]
fn eq_takes_an_array_as_a_whole() {
    assert_matches(&[(r#"{"a":{"$eq":["x","y"]}}"#, &[10]), (r#"{"a":["y","x"]}"#, &[]), (r#"{"a":[]}"#, &[8])]);
}

#[test]
fn eq_takes_an_object_as_a_whole_with_the_order_of_its_keys() {
    assert_matches(&[
        (r#"{"a":{"b":1,"c":{"d":"deep"}}}"#, &[11]),
        (r#"{"a":{"$eq":{"c":{"d":"deep"},"b":1}}}"#, &[]),
        (r#"{"a":{"b":1}}"#, &[12]),
        (r#"{"a":{}}"#, &[15]),
    ]);
}

#[test]
fn null_equals_missing_and_an_item_that_is_null() {
    assert_matches(&[
        (r#"{"a":null}"#, &[1, 2, 9]),
        (r#"{"a":{"$eq":null}}"#, &[1, 2, 9]),
        (r#"{"a":{"$isnull":true}}"#, &[1, 2, 9]),
        (r#"{"a":{"$ne":null}}"#, &[3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15]),
        (r#"{"a":{"$isnull":false}}"#, &[3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15]),
    ]);
}

#[test]
fn ne_takes_missing_fields_and_no_array_with_such_an_item() {
    assert_matches(&[
        (r#"{"a":{"$ne":5}}"#, &[1, 2, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15]),
        (r#"{"a":{"$ne":"x"}}"#, &[1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15]),
        (r#"{"a":{"$ne":[]}}"#, &[1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15]),
    ]);
}

#[test]
fn order_is_only_asked_among_values_of_one_type() {
    assert_matches(&[
        (r#"{"a":{"$gt":5}}"#, &[4]),
        (r#"{"a":{"$gte":5}}"#, &[3, 4, 9]),
        (r#"{"a":{"$lt":5.5}}"#, &[3, 9, 13]),
        (r#"{"a":{"$lte":5.5}}"#, &[3, 4, 9, 13]),
        (r#"{"a":{"$gt":"5"}}"#, &[6, 9, 10]),
        (r#"{"a":{"$lt":""}}"#, &[]),
        (r#"{"a":{"$gte":""}}"#, &[5, 6, 9, 10]),
        (r#"{"a":{"$gte":5,"$lt":5.5}}"#, &[3, 9]),
    ]);
}

#[test]
fn range_includes_both_ends() {
    assert_matches(&[
        (r#"{"a":{"$range":[5,5.5]}}"#, &[3, 4, 9]),
        (r#"{"a":{"$range":[4,5]}}"#, &[3, 9, 13]),
        (r#"{"a":{"$range":["5","Tom Smith"]}}"#, &[5, 6]),
        (r#"{"a":{"$range":[6,4]}}"#, &[]),
    ]);
}

#[test]
fn in_and_nin_are_opposites() {
    assert_matches(&[
        (r#"{"a":{"$in":[5,"x"]}}"#, &[3, 9, 10]),
        (r#"{"a":{"$in":[null,true]}}"#, &[1, 2, 7, 9]),
        (r#"{"a":{"$in":[["x","y"]]}}"#, &[10]),
        (r#"{"a":{"$in":[]}}"#, &[]),
        (r#"{"a":{"$nin":[]}}"#, EVERYONE),
        (r#"{"a":{"$nin":[5,"x",null]}}"#, &[4, 5, 6, 7, 8, 11, 12, 13, 14, 15]),
    ]);
}

#[test]
fn all_wants_every_value() {
    assert_matches(&[
        (r#"{"a":{"$all":["x"]}}"#, &[9, 10]),
        (r#"{"a":{"$all":["y","x"]}}"#, &[10]),
        (r#"{"a":{"$all":[5]}}"#, &[3, 9]),
        (r#"{"a":{"$all":[]}}"#, &[]),
    ]);
}

#[test]
fn contains_and_regex_look_into_text_only() {
    assert_matches(&[
        (r#"{"a":{"$contains":"Smith"}}"#, &[6]),
        (r#"{"a":{"$contains":"smith"}}"#, &[]),
        (r#"{"a":{"$contains":"x"}}"#, &[9, 10]),
        (r#"{"a":{"$contains":"."}}"#, &[]),
        (r#"{"a":{"$contains":""}}"#, &[5, 6, 9, 10]),
        (r#"{"a":{"$regex":"^tom"}}"#, &[]),
        (r#"{"a":{"$regex":"^tom","$options":"i"}}"#, &[6]),
        (r#"{"a":{"$options":"i","$regex":"^tom"}}"#, &[6]),
        (r#"{"a":{"$regex":"^\\d$"}}"#, &[5]),
        (r#"{"a":{"$regex":"^[xy]$"}}"#, &[9, 10]),
    ]);
}

#[test]
fn exists_asks_for_presence_and_null_is_present() {
    assert_matches(&[
        (r#"{"a":{"$exists":true}}"#, &EVERYONE[1..]),
        (r#"{"a":{"$exists":false}}"#, &[1]),
        (r#"{"a.b":{"$exists":true}}"#, &[11, 12, 13, 14]),
        (r#"{"a.b":{"$exists":false}}"#, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15]),
    ]);
}

#[test]
fn has_key_asks_an_object() {
    assert_matches(&[
        (r#"{"a":{"$has_key":"b"}}"#, &[11, 14]),
        (r#"{"a":{"$has_key":"c"}}"#, &[11]),
        (r#"{"a.c":{"$has_key":"d"}}"#, &[11]),
    ]);
}

#[test]
fn dotted_paths_go_into_objects_and_arrays_of_objects() {
    assert_matches(&[
        (r#"{"a.c.d":"deep"}"#, &[11]),
        (r#"{"a.b":1}"#, &[11, 12, 14]),
        (r#"{"a.b":{"$gt":2}}"#, &[13, 14]),
        (r#"{"a.b":[1,9]}"#, &[14]),
        (r#"{"a.0":5}"#, &[9]),
        (r#"{"a.0.b":1}"#, &[12]),
        (r#"{"a.1.b":1}"#, &[]),
        // Scalars lead nowhere, and so does the second object of 13; an array without objects is not even a way.
        (r#"{"a.b":null}"#, &[1, 2, 3, 4, 5, 6, 7, 13, 15]),
        (r#"{"a.b":{"$ne":1}}"#, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 15]),
    ]);
}

#[test]
fn an_array_named_by_its_number_is_taken_as_a_whole() {
    let mut emulator =
        emulator(r#"{"users":[{"id":1,"a":[5,[2,4]]},{"id":2,"a":{"1":[2,4]}},{"id":3,"a":[{"1":[2]}]}]}"#);
    for (condition, expected) in [
        (r#"{"a.1":2}"#, vec![2, 3]),
        (r#"{"a.1":[2,4]}"#, vec![1, 2]),
        (r#"{"a.1":{"$gt":3}}"#, vec![2]),
        (r#"{"a.1":{"$all":[2]}}"#, vec![2, 3]),
        (r#"{"a.1":{"$ne":2}}"#, vec![1]),
        (r#"{"a.0":5}"#, vec![1]),
        (r#"{"a.00":5}"#, vec![]),
        (r#"{"a.1.0":2}"#, vec![1, 2, 3]),
    ] {
        assert_eq!(matching(&mut emulator, condition), expected, "{condition}");
    }
}

#[test]
fn and_and_or_nest() {
    assert_matches(&[
        ("{}", EVERYONE),
        (r#"{"$and":[{}]}"#, EVERYONE),
        (r#"{"$or":[{"a":true},{"id":1}]}"#, &[1, 7]),
        (r#"{"$or":[{"a":true},{"$and":[{"a":{"$gte":5}},{"a":{"$lt":5.2}}]}],"id":{"$gt":3}}"#, &[7, 9]),
        (r#"{"$and":[{"$or":[{"id":1},{"id":2}]},{"$or":[{"id":2},{"id":3}]}]}"#, &[2]),
        (r#"{"id":{"$gt":3},"a":"x"}"#, &[9, 10]),
    ]);
}

#[test]
fn an_unknown_field_is_missing_everywhere() {
    assert_matches(&[
        (r#"{"nope":null}"#, EVERYONE),
        (r#"{"nope":1}"#, &[]),
        (r#"{"nope":{"$ne":1}}"#, EVERYONE),
        (r#"{"nope.x":{"$exists":true}}"#, &[]),
    ]);
}

#[test]
fn dates_compare_as_points_in_time() {
    let mut emulator = emulator(
        r#"{"fields":{"d":"date"},"users":[
            {"id":1,"d":"2020-01-01T00:00:00.000000+08:00"},
            {"id":2,"d":"2019-12-31T16:00:00Z"},
            {"id":3,"d":"2020-01-01"},
            {"id":4,"d":null},
            {"id":5}
        ]}"#,
    );
    for (condition, expected) in [
        (r#"{"d":"2019-12-31T16:00:00Z"}"#, vec![1, 2]),
        (r#"{"d":{"$gt":"2019-12-31T16:00:00Z"}}"#, vec![3]),
        (r#"{"d":{"$lte":"2019-12-31T16:00:00Z"}}"#, vec![1, 2]),
        (r#"{"d":{"$range":["2019-12-31T16:00:00Z","2020-01-01T00:00:00Z"]}}"#, vec![1, 2, 3]),
        (r#"{"d":{"$in":["2020-01-01",null]}}"#, vec![3, 4, 5]),
        (r#"{"d":{"$ne":"2020-01-01"}}"#, vec![1, 2, 4, 5]),
        (r#"{"d":{"$contains":"+08:00"}}"#, vec![1]),
        (r#"{"d":{"$gt":0}}"#, vec![]),
    ] {
        assert_eq!(matching(&mut emulator, condition), expected, "{condition}");
    }
    assert_eq!(
        refused(&mut emulator, r#"{"d":{"$gt":"yesterday"}}"#),
        "where.d.$gt: expected an ISO 8601 date, got \"yesterday\""
    );
}

#[test]
fn geo_operators_find_points_and_polygons() {
    let mut emulator = emulator(
        r#"{"fields":{"at":"geojson","area":"geojson"},"users":[
            {"id":1,"at":{"type":"Point","coordinates":[113.26,23.13]}},
            {"id":2,"at":{"type":"Point","coordinates":[113.30,23.13]}},
            {"id":3,"at":{"type":"Point","coordinates":[121.47,31.23]}},
            {"id":4,"at":null},
            {"id":5},
            {"id":6,"area":{"type":"Polygon","coordinates":[[[113,23],[114,23],[114,24],[113,24],[113,23]],[[113.4,23.4],[113.6,23.4],[113.6,23.6],[113.4,23.6],[113.4,23.4]]]}},
            {"id":7,"area":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}
        ]}"#,
    );
    for (condition, expected) in [
        (r#"{"area":{"$intersects":{"type":"Point","coordinates":[113.2,23.2]}}}"#, vec![6]),
        (r#"{"area":{"$intersects":{"type":"Point","coordinates":[113.5,23.5]}}}"#, vec![]),
        (r#"{"area":{"$intersects":{"type":"Point","coordinates":[113,23.5]}}}"#, vec![6]),
        (
            r#"{"at":{"$within":{"type":"Polygon","coordinates":[[[113,23],[113.28,23],[113.28,24],[113,24],[113,23]]]}}}"#,
            vec![1],
        ),
        (r#"{"area":{"$within":{"type":"Polygon","coordinates":[[[-1,-1],[2,-1],[2,2],[-1,2],[-1,-1]]]}}}"#, vec![7]),
        (r#"{"at":{"$center":{"coordinates":[113.26,23.13],"radius":3}}}"#, vec![1]),
        (r#"{"at":{"$center":{"coordinates":[113.26,23.13],"radius":5}}}"#, vec![1, 2]),
        (
            r#"{"at":{"$nearsphere":{"geometry":{"type":"Point","coordinates":[113.26,23.13]},"min_distance":3000}}}"#,
            vec![2, 3],
        ),
        (
            r#"{"at":{"$nearsphere":{"geometry":{"type":"Point","coordinates":[113.26,23.13]},"min_distance":1,"max_distance":5000}}}"#,
            vec![2],
        ),
    ] {
        assert_eq!(matching(&mut emulator, condition), expected, "{condition}");
    }
    let nearest = |point: &str| {
        support::parameter(
            "where",
            &format!(r#"{{"at":{{"$nearsphere":{{"geometry":{{"type":"Point","coordinates":{point}}}}}}}}}"#),
        )
    };
    assert_eq!(support::ids(&mut emulator, &nearest("[121,31]")), [3, 2, 1], "nearest first");
    assert_eq!(support::ids(&mut emulator, &format!("{}&limit=1&offset=1", nearest("[113,23]"))), [2]);
    assert_eq!(support::ids(&mut emulator, &format!("{}&order_by=id", nearest("[121,31]"))), [1, 2, 3]);
}

#[test]
fn a_wrong_operator_or_value_is_named_with_its_path() {
    let mut emulator = anything();
    for (condition, message) in [
        ("x", "where is not JSON: expected value at line 1 column 1"),
        ("", "where is not JSON: EOF while parsing a value at line 1 column 0"),
        ("[]", "where: expected an object, got an array"),
        ("null", "where: expected an object, got null"),
        (r#"{"$nor":[]}"#, "where.$nor: unknown operator $nor; only $and and $or can stand here"),
        (r#"{"a":{"$foo":1}}"#, "where.a.$foo: unknown operator $foo"),
        (r#"{"a":{"$gt":1,"b":2}}"#, "where.a.b: a key without $ cannot stand beside operators"),
        (r#"{"":1}"#, "where.: a field needs a name"),
        (r#"{"$and":{}}"#, "where.$and: expected an array with at least one condition"),
        (r#"{"$or":[]}"#, "where.$or: expected an array with at least one condition"),
        (
            r#"{"$or":[{"a":1},{"a":{"$gt":[]}}]}"#,
            "where.$or[1].a.$gt: expected a number, a string or a date, got an array",
        ),
        (r#"{"$and":[1]}"#, "where.$and[0]: expected an object, got an integer"),
        (r#"{"a":{"$lt":null}}"#, "where.a.$lt: expected a number, a string or a date, got null"),
        (r#"{"a":{"$gte":true}}"#, "where.a.$gte: expected a number, a string or a date, got a boolean"),
        (r#"{"a":{"$contains":1}}"#, "where.a.$contains: expected a string, got an integer"),
        (r#"{"a":{"$in":"x"}}"#, "where.a.$in: expected an array, got a string"),
        (r#"{"a":{"$nin":{}}}"#, "where.a.$nin: expected an array, got an object"),
        (r#"{"a":{"$all":1}}"#, "where.a.$all: expected an array, got an integer"),
        (r#"{"a":{"$isnull":1}}"#, "where.a.$isnull: expected true or false, got an integer"),
        (r#"{"a":{"$exists":"yes"}}"#, "where.a.$exists: expected true or false, got a string"),
        (r#"{"a":{"$range":[1]}}"#, "where.a.$range: expected [low, high], two numbers or two dates"),
        (r#"{"a":{"$range":[1,"2"]}}"#, "where.a.$range: expected [low, high], two numbers or two dates"),
        (r#"{"a":{"$options":"i"}}"#, "where.a.$options: $options needs a $regex beside it"),
        (r#"{"a":{"$regex":1}}"#, "where.a.$regex: expected a string, got an integer"),
        (r#"{"a":{"$regex":"a","$options":1}}"#, "where.a.$regex: expected a string, got an integer"),
        (
            r#"{"a":{"$has_key":"1x"}}"#,
            "where.a.$has_key: a key must begin with a letter, followed by letters, digits and `_`, got \"1x\"",
        ),
        (
            r#"{"a":{"$intersects":{"type":"LineString","coordinates":[[0,0],[1,1]]}}}"#,
            "where.a.$intersects: expected a GeoJSON Point",
        ),
        (r#"{"a":{"$within":{"type":"Point","coordinates":[0,0]}}}"#, "where.a.$within: expected a GeoJSON Polygon"),
        (r#"{"a":{"$center":{"radius":1}}}"#, "where.a.$center: expected {\"coordinates\":[lng,lat],\"radius\":km}"),
        (
            r#"{"a":{"$center":{"coordinates":[0,0],"radius":-1}}}"#,
            "where.a.$center: radius must be a number of kilometres, at least 0",
        ),
        (
            r#"{"a":{"$nearsphere":{}}}"#,
            "where.a.$nearsphere: expected {\"geometry\":point,\"min_distance\":m,\"max_distance\":m}",
        ),
        (
            r#"{"a":{"$nearsphere":{"geometry":{"type":"Point","coordinates":[0,0]},"max_distance":"far"}}}"#,
            "where.a.$nearsphere: max_distance must be a number of metres, at least 0",
        ),
        (
            r#"{"$or":[{"a":{"$nearsphere":{"geometry":{"type":"Point","coordinates":[0,0]}}}}]}"#,
            "where.$or: $nearsphere cannot be an alternative of $or",
        ),
    ] {
        assert_eq!(refused(&mut emulator, condition), message, "{condition}");
    }
    assert!(refused(&mut emulator, r#"{"a":{"$regex":"("}}"#).starts_with("where.a.$regex: not a regular expression"));
}

#[test]
fn a_deeply_nested_condition_is_refused_and_harms_nothing() {
    let mut emulator = anything();
    let deep = format!("{}{}{}", r#"{"$and":["#.repeat(200), "{}", "]}".repeat(200));
    assert!(refused(&mut emulator, &deep).starts_with("where is not JSON: recursion limit exceeded"));
}
