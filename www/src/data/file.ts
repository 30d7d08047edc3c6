// A file that is written to the operator's disk: streamed where the browser lets a page do that, else collected first.

/** Bytes go in; then it is either finished or discarded. */
export interface Destination {
  readonly name: string
  /** Whether all of it is in memory until the end. */
  readonly isInMemory: boolean
  readonly writable: WritableStream<Uint8Array<ArrayBuffer>>
  /** Hands over what is whole. */
  readonly finish: () => void
  /** Leaves nothing behind. */
  readonly discard: () => Promise<void>
}

/** What of the File System Access API is used; the libraries of TypeScript do not have all of it. */
interface SaveFilePicker {
  (options: { suggestedName: string; types: { accept: Record<string, string[]> }[] }): Promise<RemovableHandle>
}

interface RemovableHandle extends FileSystemFileHandle {
  /** Chromium's. */
  remove?: () => Promise<void>
}

const picker = (): SaveFilePicker | undefined =>
  (window as { showSaveFilePicker?: SaveFilePicker }).showSaveFilePicker?.bind(window)

/** Whether files are streamed to the disk here. */
export const isStreamed = () => picker() !== undefined

/** Asks where to, if the browser can; `undefined` where the operator thought better of it. */
export async function chooseDestination(name: string, type: string): Promise<Destination | undefined> {
  const pick = picker()
  if (!pick) return inMemory(name, type)
  try {
    const extension = name.slice(name.lastIndexOf('.'))
    return await onDisk(await pick({ suggestedName: name, types: [{ accept: { [type]: [extension] } }] }))
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    throw error
  }
}

async function onDisk(handle: RemovableHandle): Promise<Destination> {
  return {
    name: handle.name,
    isInMemory: false,
    // The bytes go to a file beside it, which takes its place when it is closed.
    writable: await handle.createWritable(),
    finish: () => undefined,
    async discard() {
      // Picking a place makes an empty file there.
      const { size } = await handle.getFile()
      if (size === 0) await handle.remove?.()
    },
  }
}

function inMemory(name: string, type: string): Destination {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  return {
    name,
    isInMemory: true,
    writable: new WritableStream({ write: (chunk) => void chunks.push(chunk) }),
    finish: () => download(new Blob(chunks, { type }), name),
    async discard() {
      chunks.length = 0
    },
  }
}

/** Hands a file to the browser's downloads. */
export function download(file: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
