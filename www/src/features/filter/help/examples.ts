// The short form by example. Each text is a filter as it stands.

/** What there is to say, and how one writes it. */
export const EXAMPLES = {
  equal: ['gender = 1', 'city != "Beijing"'],
  order: ['level < 3', 'level <= 3', 'level > 3', 'created_at >= 1704067200'],
  between: ['level between 1 and 9', 'birthday between "2000-01-01" and "2009-12-31"'],
  in: ['level in (1, 2)', 'city not in ("Beijing", "Shanghai")'],
  contains: ['nickname contains "Tom"'],
  matches: ['nickname matches /^to/i'],
  null: ['unionid is null', 'unionid is not null'],
  exists: ['note exists', 'note not exists'],
  all: ['tags has all ("gold", "new")'],
  path: ['address.city = "广州"'],
  key: ['address has key "city"'],
  geo: ['location center {"coordinates": [113.3, 23.1], "radius": 5}'],
  and: ['vip = true and (level > 3 or points > 100)'],
  json: ['{"level": {"$gte": 3}}'],
} as const
