// The same ten conditions in the words of each library, up to the text that goes into a URL.

/** By this package. @param {typeof import('minapp-users')} minapp */
export const ofMinappUsers = ({ and, field }) =>
  and(
    field('level').gte(3),
    field('level').lte(50),
    field('vip').eq(true),
    field('gender').ne(0),
    field('nickname').contains('an'),
    field('city').in(['Shanghai', 'Guangzhou', 'Beijing']),
    field('language').notIn(['en', 'fr']),
    field('unionid').isNull(false),
    field('openid').exists(),
    field('test').regex('^changed'),
  )

/** By the query builder of the vendor's SDK. */
export const ofMinappSdk = ({ Query }) =>
  new Query()
    .compare('level', '>=', 3)
    .compare('level', '<=', 50)
    .compare('vip', '=', true)
    .compare('gender', '!=', 0)
    .contains('nickname', 'an')
    .in('city', ['Shanghai', 'Guangzhou', 'Beijing'])
    .notIn('language', ['en', 'fr'])
    .isNotNull('unionid')
    .exists('openid')
    .matches('test', /^changed/)

/** By postgrest-js, whose server speaks another language. */
export const ofPostgrest = (client) =>
  client
    .from('users')
    .select('*')
    .gte('level', 3)
    .lte('level', 50)
    .eq('vip', true)
    .neq('gender', 0)
    .like('nickname', '%an%')
    .in('city', ['Shanghai', 'Guangzhou', 'Beijing'])
    .not('language', 'in', '(en,fr)')
    .not('unionid', 'is', null)
    .not('openid', 'is', null)
    .filter('test', 'match', '^changed')

/** As an object of JSON. */
export const byHand = () => ({
  $and: [
    { level: { $gte: 3 } },
    { level: { $lte: 50 } },
    { vip: { $eq: true } },
    { gender: { $ne: 0 } },
    { nickname: { $contains: 'an' } },
    { city: { $in: ['Shanghai', 'Guangzhou', 'Beijing'] } },
    { language: { $nin: ['en', 'fr'] } },
    { unionid: { $isnull: false } },
    { openid: { $exists: true } },
    { test: { $regex: '^changed' } },
  ],
})
