import {
  type AnimationAction,
  AnimationMixer,
  Box3,
  Group,
  InstancedMesh,
  type Object3D,
  Plane,
  SkinnedMesh,
  Vector3,
} from 'three'
import type { Id } from '#domain/ids.ts'
import type { Units } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import { clipTime } from './clip-time.ts'
import { setCutPlane } from './cut-plane.ts'
import type { LoadRings } from './load-ring.ts'
import { loadWords } from './load-words.ts'
import { partName } from './model-facts.ts'
import type { LoadProgress, ModelLibrary } from './model-library.ts'
import { createOwnMaterials, type OwnMaterials } from './own-materials.ts'
import { standingSizeWords } from './size-words.ts'
import type { StandIns } from './stand-in.ts'

/** How a placement is drawn beyond what it is. */
export interface PlacedLook {
  readonly isSelected: boolean
  /** The name of who else has a hand on it. */
  readonly heldBy: string | undefined
  readonly isDimmed: boolean
  readonly units: Units
}

/** Small words in the scene that hang under a point of the space. */
export interface Tags {
  set(key: string, at: readonly [number, number, number], text: string): void
  delete(key: string): void
}

export interface PlacedModelDeps {
  readonly models: ModelLibrary
  readonly standIns: StandIns
  readonly rings: LoadRings
  readonly tags: Tags
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** What is drawn looks different now. */
  readonly onChange: () => void
}

/** One placement of a model, from its load to its end. */
export interface PlacedModel {
  readonly object: Object3D
  readonly modelId: string
  /** The placement as it is in the scene now; cheap when nothing differs. */
  set(placement: Placement, look: PlacedLook): void
  /** Before each draw; true while it moves by itself. */
  update(): boolean
  dispose(): void
}

/** Shown in place of a model whose size nobody knows, in metres. */
const UNKNOWN_SIZE = [0.2, 0.2, 0.2] as const
/**
 * Nothing stands in for a model that comes sooner, in milliseconds: it would only flash, and making it ready costs the graphics card time
 * that the model then waits for.
 */
const STAND_IN_AFTER = 250
/** How much of a model is there while it is only being placed, and while the device has lost its place. */
const GHOST = 0.55
const DIMMED = 0.35

export function createPlacedModel(
  deps: PlacedModelDeps,
  first: Placement,
  firstLook: PlacedLook,
): PlacedModel {
  const { models, standIns, rings, tags, now, onChange } = deps
  const { id, modelId } = first
  const object = new Group()
  object.name = `placement ${modelId}`
  const gone = new AbortController()
  const cutPlane = new Plane()
  let placement = first
  let look = firstLook
  let size: readonly [number, number, number] = UNKNOWN_SIZE
  let waitingSince: number | undefined
  let standing: readonly Object3D[] = []
  let frame: Object3D | undefined
  let model: Object3D | undefined
  let box = new Box3()
  let materials: OwnMaterials | undefined
  let mixer: AnimationMixer | undefined
  let playing: AnimationAction | undefined

  function showFrame(): void {
    const isWanted = waitingSince === undefined && (look.isSelected || placement.quality === 'provisional')
    if (isWanted && frame === undefined) object.add((frame = standIns.box(size, 'frame')))
    if (!isWanted && frame !== undefined) {
      object.remove(frame)
      frame = undefined
    }
    const { scale, pose } = placement
    if (isWanted) tags.set(sizeKey(id), pose.position, standingSizeWords(size, scale, look.units))
    else tags.delete(sizeKey(id))
  }

  /** Over its head, where the frame's own words are not. */
  function showHolder(): void {
    const [x, y, z] = placement.pose.position
    if (look.heldBy === undefined) tags.delete(heldKey(id))
    else tags.set(heldKey(id), [x, y + size[1] * placement.scale, z], look.heldBy)
  }

  function showLoad(progress: LoadProgress | undefined): void {
    if (progress === undefined || standing.length === 0) tags.delete(loadKey(id))
    else tags.set(loadKey(id), placement.pose.position, loadWords(progress))
  }

  function showModel(): void {
    if (model === undefined) return
    const { cut, hiddenParts, quality, animation } = placement
    const hidden = new Set(hiddenParts)
    model.traverse((part) => {
      const name = partName(part)
      if (name !== undefined) part.visible = !hidden.has(name)
    })
    object.updateMatrixWorld()
    if (cut) setCutPlane(cutPlane, cut, box, object.matrixWorld)
    const strength = (quality === 'provisional' ? GHOST : 1) * (look.isDimmed ? DIMMED : 1)
    materials ??= createOwnMaterials(model)
    materials.apply(strength, cut && cutPlane)

    mixer?.stopAllAction()
    playing = undefined
    const clip = animation && model.animations.find(({ name }) => name === animation.clip)
    if (clip === undefined) return
    mixer ??= new AnimationMixer(model)
    playing = mixer.clipAction(clip).play()
    showClip()
  }

  /** Set to where it stands now, not moved on: everybody sees the same, and its very end is its end. */
  function showClip(): void {
    if (playing === undefined || placement.animation === undefined) return
    playing.time = clipTime(placement.animation, now(), playing.getClip().duration)
    mixer?.update(0)
  }

  function show(): void {
    const { pose, scale } = placement
    object.position.set(...pose.position)
    object.quaternion.set(...pose.orientation)
    object.scale.setScalar(scale)
    showFrame()
    showHolder()
    showModel()
  }

  function progressOf(): LoadProgress | undefined {
    return models.progress.snapshot().get(modelId)
  }

  function shareLoaded(): number | undefined {
    const progress = progressOf()
    return progress?.total === undefined ? undefined : progress.loaded / progress.total
  }

  function standIn(): void {
    if (standing.length > 0 || waitingSince === undefined || now() - waitingSince < STAND_IN_AFTER) return
    const ring = rings.ring(shareLoaded)
    ring.position.y = size[1] / 2
    standing = [standIns.box(size, 'loading'), ring]
    object.add(...standing)
    showLoad(progressOf())
  }

  async function fill(): Promise<void> {
    const listed = await models.index()
    if (gone.signal.aborted) return
    size = (listed.ok && listed.value.find((one) => one.id === modelId)?.size) || UNKNOWN_SIZE
    waitingSince = now()
    const off = models.progress.subscribe(() => {
      showLoad(progressOf())
      onChange()
    })
    show()
    onChange()
    const outcome = await models.instantiate(modelId, gone.signal)
    off()
    if (gone.signal.aborted) {
      if (outcome.ok) endModel(outcome.value)
      return
    }
    showLoad(undefined)
    object.remove(...standing)
    standing = []
    waitingSince = undefined
    if (outcome.ok) {
      model = outcome.value
      size = models.facts(modelId).snapshot()?.size ?? size
      box = new Box3().setFromObject(model)
      object.add(standIns.shadow(footprint(box)), model)
    } else object.add(standIns.box(size, 'failed'))
    show()
    onChange()
  }

  show()
  void fill()

  return {
    object,
    modelId,
    set(next, nextLook) {
      const isSame =
        next === placement &&
        nextLook.isSelected === look.isSelected &&
        nextLook.heldBy === look.heldBy &&
        nextLook.isDimmed === look.isDimmed &&
        nextLook.units === look.units
      if (isSame) return
      placement = next
      look = nextLook
      show()
    },
    update() {
      if (waitingSince !== undefined) {
        standIn()
        return true
      }
      if (playing === undefined || placement.animation?.isPlaying !== true) return false
      showClip()
      return true
    },
    dispose() {
      gone.abort()
      for (const key of [sizeKey(id), heldKey(id), loadKey(id)]) tags.delete(key)
      mixer?.stopAllAction()
      materials?.dispose()
      if (model) endModel(model)
    },
  }
}

/** What a copy has of its own beside what it shares: bones and instances are uploaded for each copy. */
function endModel(model: Object3D): void {
  model.traverse((part) => {
    if (part instanceof SkinnedMesh) part.skeleton.dispose()
    if (part instanceof InstancedMesh) part.dispose()
  })
}

function footprint(box: Box3): readonly [number, number, number] {
  const { x, y, z } = box.getSize(new Vector3())
  return [x, y, z]
}

const sizeKey = (id: Id): string => `${id} size`
const heldKey = (id: Id): string => `${id} held`
const loadKey = (id: Id): string => `${id} load`
