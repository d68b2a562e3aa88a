import { openDeviceMemory } from '#store/device-memory-idb.ts'
import { deviceMemoryLaw } from './device-memory.law.ts'

// Node has no IndexedDB: the same thing happens in a browser that gives a page none.
deviceMemoryLaw('without a database', { open: openDeviceMemory })
