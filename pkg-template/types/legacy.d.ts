/** The operations that the server has retired or is going to retire. */

import type { CallOptions } from './call.js'
import type { ListOptions, Page, PageMeta } from './client.js'
import type { Expandable, Select, Selected } from './projection.js'
import type { UpdateOf } from './update.js'
import type { User } from './user.js'

/**
 * A user of the first version: no custom fields. Any field but `id` may be missing or null; times are unix seconds.
 *
 * @see {@link LegacyOperations.listUserProfiles}
 */
export interface UserProfile {
  /** The id of the profile. */
  id: number
  /** Link to a picture. */
  avatar?: string | null
  /** City. */
  city?: string | null
  /** Country. */
  country?: string | null
  /** When the user was created, unix seconds. */
  created_at?: number | null
  /** 0 unknown, 1 male, 2 female. */
  gender?: 0 | 1 | 2 | null
  /** Nickname. */
  nickname?: string | null
  /** The platform's id of the user in this app. */
  openid?: string | null
  /** Province. */
  province?: string | null
  /** The platform's id of the user in all apps of one owner. */
  unionid?: string | null
  /** The ids of the user's groups. */
  user_group?: number[] | null
  /** The `id` column of the `_userprofile` table. */
  user_id?: number | null
}

/**
 * A page of users of the first version. The total is always there.
 *
 * @see {@link LegacyOperations.listUserProfiles}
 */
export interface UserProfilePage {
  /** Where in the whole this page lies. */
  meta: PageMeta<true>
  /** The users. */
  objects: UserProfile[]
}

/**
 * Filters of the first version; all that are given must be met. Unknown names are refused.
 *
 * @see {@link LegacyOperations.listUserProfiles}
 */
export interface ListUserProfilesOptions extends CallOptions {
  /** Created at this time or later, unix seconds. */
  readonly createdAtGte?: number | undefined
  /** Created later, unix seconds. */
  readonly createdAtGt?: number | undefined
  /** Created at this time or earlier, unix seconds. */
  readonly createdAtLte?: number | undefined
  /** Created earlier, unix seconds. */
  readonly createdAtLt?: number | undefined
  /** 0 unknown, 1 male, 2 female. */
  readonly gender?: 0 | 1 | 2 | undefined
  /** In one of the groups with these ids. */
  readonly groupIn?: readonly number[] | undefined
  /** With exactly this nickname. */
  readonly nickname?: string | undefined
  /** With a nickname that holds this. */
  readonly nicknameContains?: string | undefined
  /** With exactly this `openid`. */
  readonly openid?: string | undefined
  /** With exactly this `unionid`. */
  readonly unionid?: string | undefined
  /** With this `user_id`. */
  readonly userId?: number | undefined
  /** Users per page, 1 to 1000. Defaults to 20. */
  readonly limit?: number | undefined
  /** Users to leave out before the first, 0 or more. Defaults to 0. */
  readonly offset?: number | undefined
  /** The only field to sort by; `-` before it for the newest first. */
  readonly orderBy?: 'created_at' | '-created_at' | undefined
}

/**
 * The operations that the server has retired or is going to retire. They work, and reject as those of
 * {@link UsersClient} do; new code has no reason to call them.
 *
 * @typeParam Fields - The app's custom fields. Defaults to any field, of unknown type.
 */
export interface LegacyOperations<Fields extends object = Record<string, unknown>> {
  /**
   * Gets one user of the first version, by its path.
   *
   * `GET /oserve/v1/miniapp/user-profile/:profile_id/`
   *
   * @param profileId - The user's id.
   * @throws {@link NotFoundError} when there is no such user.
   * @deprecated Retired. Use {@link UsersClient.get}.
   *
   * @example
   * ```ts
   * const profile = await users.legacy.getUserProfileByPath(55019)
   * console.log(profile.id, profile.user_id) // 55019 55019
   * ```
   */
  getUserProfileByPath(profileId: number, options?: CallOptions): Promise<UserProfile>

  /**
   * Gets one user of the first version.
   *
   * `GET /oserve/v1/miniapp/user-profile/?user_id=…`
   *
   * @param userId - The user's id.
   * @throws {@link NotFoundError} when there is no such user; {@link InvalidAnswerError} when the answer is an empty page.
   * @deprecated Use {@link UsersClient.get}.
   *
   * @example
   * ```ts
   * const profile = await users.legacy.getUserProfile(55019)
   * console.log(profile.id, profile.user_id) // 55019 55019
   * ```
   */
  getUserProfile(userId: number, options?: CallOptions): Promise<UserProfile>

  /**
   * Lists users of the first version.
   *
   * `GET /oserve/v1/miniapp/user-profile/`
   *
   * @param options - Filters. Defaults to everyone, 20 a page.
   * @throws {@link InvalidArgumentError} for a filter of the wrong type or out of range.
   * @deprecated Use {@link UsersClient.list}.
   *
   * @example
   * ```ts
   * const page = await users.legacy.listUserProfiles({ gender: 1, nicknameContains: 'Tom', orderBy: '-created_at' })
   * console.log(page.meta.total_count, page.objects.length) // 4 4
   * ```
   */
  listUserProfiles(options?: ListUserProfilesOptions): Promise<UserProfilePage>

  /**
   * Lists users by the old path, with the options of {@link UsersClient.list}.
   *
   * `GET /oserve/v1/user/info/`
   *
   * @throws {@link InvalidArgumentError} for a mistake in `where`, with its path, or a number out of range.
   * @deprecated To be retired. Use {@link UsersClient.list}.
   *
   * @example
   * ```ts
   * const page = await users.legacy.listUsers({ where: { vip: true }, withCount: true })
   * console.log(page.meta.total_count) // 185
   * ```
   */
  listUsers<
    const Selection extends Select<Fields> = readonly [],
    const Expand extends readonly Expandable<Fields>[] = readonly [],
    const WithCount extends boolean = false,
  >(
    options?: ListOptions<Fields, Selection, Expand, WithCount>,
  ): Promise<Page<Selected<Fields, Selection, Expand>, WithCount>>

  /**
   * Gets one user by the old path.
   *
   * `GET /oserve/v1/user/info/:id/`
   *
   * @param id - The user's id.
   * @throws {@link NotFoundError} when there is no such user.
   * @deprecated To be retired. Use {@link UsersClient.get}.
   *
   * @example
   * ```ts
   * const user = await users.legacy.getUser(91678)
   * console.log(user.nickname, user.level) // 唐梓萱 12
   * ```
   */
  getUser(id: number, options?: CallOptions): Promise<User<Fields>>

  /**
   * Changes one user by the old path. The server saves the whole row, so a change that another request makes at the same
   * time can be lost.
   *
   * `PUT /oserve/v1/user/info/:id/`
   *
   * @param id - The user's id.
   * @param update - The changes, at least one.
   * @returns The whole user after the change.
   * @throws {@link NotFoundError} when there is no such user; {@link BadRequestError} for a value of the wrong type or a
   * field that is not there; {@link InvalidArgumentError} for a built-in field.
   * @deprecated To be retired. Use {@link UsersClient.update}, which writes the given fields only.
   *
   * @example
   * ```ts
   * const user = await users.legacy.updateUser(70695404, { vip: true })
   * console.log(user.vip) // true
   * ```
   */
  updateUser(id: number, update: UpdateOf<Fields>, options?: CallOptions): Promise<User<Fields>>
}

export {}
