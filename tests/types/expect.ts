/** Whether `A` and `B` are the same type, but for intersections that say the same as one object. */
export type Equal<A, B> =
  (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false

type Flat<T> = T extends readonly unknown[] | Date | ((...parameters: never) => unknown) ? T : { [K in keyof T]: T[K] }

/** Whether `T` switches the compiler off. */
export type IsAny<T> = 0 extends 1 & T ? true : false

/** Accepts only a question whose answer is yes. */
export declare function is<Answer extends true>(): Answer
