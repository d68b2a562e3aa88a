import { mkdir, writeFile } from 'node:fs/promises'
import { GalleryIndex } from '../src/domain/media.ts'
import { electricMotor, gateValve, pressureGauge } from './make-models/machines.ts'
import { writeThumbnails } from './make-models/thumbnails.ts'
import { arrowSign, hexBolt, openEndWrench, trafficCone, warningSign } from './make-models/tools-and-signs.ts'
import { writeModel } from './make-models/write-model.ts'

/*
 * Makes the starter gallery: models/*.glb from the shapes in make-models/, models/index.json, and a picture of each.
 * Run it after changing a shape: npx tsx scripts/make-models.ts [--no-pictures]. The results are committed.
 */

/** What a phone on a weak link should wait for at most, in bytes. */
const LARGEST = 60_000

const folder = 'models'
await mkdir(folder, { recursive: true })
const index = []
for (const part of [
  gateValve(),
  electricMotor(),
  pressureGauge(),
  hexBolt(),
  openEndWrench(),
  arrowSign(),
  warningSign(),
  trafficCone(),
]) {
  const { bytes, size } = await writeModel(part)
  if (bytes.length > LARGEST) throw new Error(`${part.id} has ${bytes.length} bytes; the most is ${LARGEST}`)
  await writeFile(`${folder}/${part.id}.glb`, bytes)
  index.push({ id: part.id, name: part.name, size, bytes: bytes.length, licence: 'CC0-1.0' })
  console.log(`${part.id}: ${bytes.length} bytes, ${size.join(' x ')} m`)
}
await writeFile(`${folder}/index.json`, `${JSON.stringify(GalleryIndex.parse(index), undefined, 2)}\n`)
if (!process.argv.includes('--no-pictures'))
  await writeThumbnails(
    folder,
    index.map(({ id }) => id),
  )
