// @ts-check
export { UsersClient } from './client.js'
export {
  BadRequestError,
  ConnectionError,
  ForbiddenError,
  InternalError,
  InvalidAnswerError,
  InvalidArgumentError,
  MinappError,
  NotFoundError,
  PaymentRequiredError,
  RateLimitError,
  ServerError,
  TimeoutError,
  TokenError,
  TooManyMatchesError,
  UnauthorizedError,
  UnexpectedStatusError,
} from './errors.js'
export { append, appendUnique, increment, merge, pop, remove, shift, unset } from './update.js'
export { Where, and, field, or } from './where.js'
