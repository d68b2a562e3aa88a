import { deleteDB } from 'idb'
import { openDeviceMemory } from '#store/device-memory-idb.ts'
import { deviceMemoryLaw } from '../../store/device-memory.law.ts'

deviceMemoryLaw('IndexedDB', {
  async open() {
    await deleteDB('farpoint-device')
    return openDeviceMemory()
  },
  async reopen(memory) {
    memory.close()
    return openDeviceMemory()
  },
})
