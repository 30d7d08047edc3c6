// Numbers with their units, in the words of the language.

/** `3.4 MB` */
export function bytesIn(language: string, bytes: number) {
  const [unit, size] = bytes < 1e6 ? (['kilobyte', 1e3] as const) : bytes < 1e9 ? (['megabyte', 1e6] as const) : (['gigabyte', 1e9] as const)
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / size)
}

/** `45 sec`, `3 min` */
export function durationIn(language: string, seconds: number) {
  const [unit, size] = seconds < 90 ? (['second', 1] as const) : seconds < 5400 ? (['minute', 60] as const) : (['hour', 3600] as const)
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 0 }).format(Math.ceil(seconds / size))
}
