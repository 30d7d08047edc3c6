// How close the rows are, for all connections.
import useLocalStorageState from 'use-local-storage-state'

/** The choices: what Ant Design calls each, and the pixels of the columns' heads, which the rows below have to leave. */
export const DENSITIES = {
  comfortable: { size: 'large', headerHeight: 52 },
  middle: { size: 'medium', headerHeight: 44 },
  compact: { size: 'small', headerHeight: 36 },
} as const

export type Density = keyof typeof DENSITIES

/** The density, and how to choose another. */
export function useDensity() {
  const [stored, setDensity] = useLocalStorageState<string>('density', { defaultValue: 'middle' })
  // Whatever else stands in the storage is no density.
  const density: Density = Object.hasOwn(DENSITIES, stored) ? (stored as Density) : 'middle'
  return { density, setDensity: setDensity as (density: Density) => void }
}
