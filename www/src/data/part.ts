// Parts of the panel that are loaded when they are needed.

/** A part could not be loaded: there is no network, or the panel was replaced by a newer one. */
export class PartError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'PartError'
  }
}

/** Loads a part, and says so if that is what failed. */
export async function part<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    throw new PartError(error)
  }
}
