import { compose, distance, type Pose } from '#domain/geometry.ts'
import type { Id } from '#domain/ids.ts'
import type { SpaceMark } from '#domain/mark.ts'
import type { Placement } from '#domain/placement.ts'
import type { SceneChange, SceneState } from '#domain/scene.ts'
import { type AnchorGroup, type AnchorNews, createAnchorGroup } from './anchor-group.ts'
import { isApart, relativeTo } from './rigid.ts'

/** One anchor serves everything within this many metres: ARCore's cost grows with their number. */
const REACH = 1
/** Anchors are looked at this often, in milliseconds: corrections are rare and small, and each look makes garbage. */
const LOOK_EVERY_MS = 100
/** A correction is told to the others when it is larger than this, and not more often than this: each is an entry of the scene log. */
const TELL_METRES = 0.01
const TELL_DEGREES = 1
const TELL_EVERY_MS = 1000
/** Poses in one entry of the scene log; more are told in several. */
const MOST_TOLD = 200
/** After the space changed, an anchor that is not seen again for this long is given up: what stood on it is joined by hand. */
const CARRY_FOR_MS = 10_000
/** An anchor of a hit test that nothing came to stand on is given back after this long. */
const EMPTY_FOR_MS = 5000

type Item =
  | { readonly kind: 'mark'; readonly value: SpaceMark }
  | { readonly kind: 'placement'; readonly value: Placement }

type Settling = Extract<SceneChange, { kind: 'settle' }>

interface Member {
  item: Item
  group: AnchorGroup
  /** Its pose in the anchor's frame. */
  local: Pose
  /** Where it stands now. */
  pose: Pose
  toldAt: number
  /** The space changed under it: it is to be settled in the new one. `isPlaced`: how far the origin jumped is known, and so is its pose. */
  carried: { readonly isPlaced: boolean; since: number | undefined } | undefined
}

/** Keeps what stands in the scene on the real thing while the device corrects its idea of the world. */
export interface AnchorBook {
  /** A hit that may come to carry something: anchored at once, since that can only be done inside its own frame. */
  offer(result: XRHitTestResult, pose: Pose): void
  /** The scene changed: what is new gets an anchor within reach, what is gone gives it back. */
  sync(scene: SceneState, spaceId: Id | undefined): void
  /** Inside an AR frame callback. True when something stands elsewhere than before. */
  follow(frame: XRFrame, space: XRReferenceSpace, time: number): boolean
  /** The scene with everything where its anchor is now; the same object while nothing moved. */
  shown(scene: SceneState): SceneState
  /** Whether things of the space before wait for their anchor to be seen in this one. */
  readonly isCarrying: boolean
  /** The space's origin jumped and it has another id now: `moved` is the new origin in the old space, when the device knows it. */
  carryOver(spaceId: Id, moved: Pose | undefined): void
  close(): void
}

function itemsOf(scene: SceneState, spaceId: Id | undefined): ReadonlyMap<Id, Item> {
  const items = new Map<Id, Item>()
  for (const value of scene.marks.values()) {
    if (value.on === 'space' && value.spaceId === spaceId) items.set(value.id, { kind: 'mark', value })
  }
  for (const value of scene.placements.values()) {
    if (value.spaceId === spaceId) items.set(value.id, { kind: 'placement', value })
  }
  return items
}

/**
 * @param hasAnchors whether the session was granted anchors; without them poses stay plain
 * @param tell commits corrections, so that the other sides and the record see them too. They are settlings, not puts: a mark that was
 * taken away in the meantime must not come back by being corrected
 */
export function createAnchorBook(hasAnchors: boolean, tell: (change: Settling) => void): AnchorBook {
  const members = new Map<Id, Member>()
  const groups = new Set<AnchorGroup>()
  let currentSpace: Id | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  let cached: { readonly of: SceneState; readonly shown: SceneState } | undefined

  const groupAt = (pose: Pose): AnchorGroup => {
    let best: AnchorGroup | undefined
    let nearest = REACH
    for (const group of groups) {
      const apart = distance(group.base.position, pose.position)
      if (apart >= nearest) continue
      nearest = apart
      best = group
    }
    if (best) return best
    const group = createAnchorGroup(pose)
    if (!hasAnchors) group.giveUp()
    groups.add(group)
    return group
  }

  const leave = (id: Id, { group }: Member): void => {
    group.members.delete(id)
    members.delete(id)
  }

  const join = (id: Id, item: Item): void => {
    const before = members.get(id)
    before?.group.members.delete(id)
    const { pose } = item.value
    const group = groupAt(pose)
    group.members.add(id)
    group.emptySince = undefined
    const local = relativeTo(group.base, pose)
    members.set(id, { item, group, local, pose, toldAt: before?.toldAt ?? 0, carried: undefined })
  }

  const release = (group: AnchorGroup): void => {
    group.dispose()
    groups.delete(group)
    unsettled.delete(group)
  }

  /** What is to be told after this look at the anchors. */
  let corrections: { readonly id: Id; readonly pose: Pose }[] = []

  const tellAll = (): void => {
    if (corrections.length === 0 || currentSpace === undefined) return
    const all = corrections
    corrections = []
    for (let from = 0; from < all.length; from += MOST_TOLD)
      tell({ kind: 'settle', spaceId: currentSpace, poses: all.slice(from, from + MOST_TOLD) })
  }

  /** Groups with something that is still to be told. All others are passed over while their anchor stays: a look costs a thousand marks nothing. */
  const unsettled = new Set<AnchorGroup>()

  /** Lets a group's members follow its anchor, and notes what is worth telling. */
  const move = (group: AnchorGroup, news: AnchorNews, time: number): boolean => {
    if ((news === 'still' || news === 'unseen') && !unsettled.has(group)) return false
    unsettled.delete(group)
    let hasMoved = false
    for (const id of group.members) {
      const member = members.get(id)
      if (member === undefined) continue
      const { carried } = member
      if (carried) carried.since ??= time
      const isLate = carried?.since !== undefined && time - carried.since > CARRY_FOR_MS
      if (isLate && carried?.isPlaced === false) {
        leave(id, member)
        hasMoved = true
        continue
      }
      if (news === 'first') member.local = relativeTo(group.base, member.pose)
      if (news === 'moved') {
        member.pose = compose(group.base, member.local)
        hasMoved = true
      }
      const isElsewhere = isApart(member.pose, member.item.value.pose, TELL_METRES, TELL_DEGREES)
      const isWorthTelling = isElsewhere && time - member.toldAt >= TELL_EVERY_MS
      // Carried into another space by its anchor alone, it has no place there until the anchor is seen.
      const isReady = group.status !== 'held' || news !== 'unseen' || isLate
      if (currentSpace === undefined || !(carried ? isReady : isWorthTelling)) {
        if (carried || isElsewhere) unsettled.add(group)
        continue
      }
      member.toldAt = time
      member.carried = undefined
      corrections.push({ id, pose: member.pose })
    }
    return hasMoved
  }

  const create = (group: AnchorGroup, frame: XRFrame, space: XRReferenceSpace): void => {
    const { position: p, orientation: q } = group.base
    const at = new XRRigidTransform({ x: p[0], y: p[1], z: p[2] }, { x: q[0], y: q[1], z: q[2], w: q[3] })
    const anchor = frame.createAnchor?.(at, space)
    if (anchor) group.expect(anchor)
    else group.giveUp()
  }

  return {
    offer(result, pose) {
      if (!hasAnchors) return
      for (const group of groups) if (distance(group.base.position, pose.position) < REACH) return
      const anchor = result.createAnchor?.()
      if (anchor === undefined) return
      const group = createAnchorGroup(pose)
      group.expect(anchor)
      groups.add(group)
    },
    sync(scene, spaceId) {
      currentSpace = spaceId
      const items = itemsOf(scene, spaceId)
      for (const [id, member] of members) {
        const isGone = !scene.marks.has(id) && !scene.placements.has(id)
        if (isGone || (!items.has(id) && member.carried === undefined)) leave(id, member)
      }
      for (const [id, item] of items) if (members.get(id)?.item.value !== item.value) join(id, item)
      cached = undefined
    },
    follow(frame, space, time) {
      if (time - lookedAt < LOOK_EVERY_MS) return false
      lookedAt = time
      let hasMoved = false
      for (const group of groups) {
        if (group.members.size === 0) {
          group.emptySince ??= time
          if (time - group.emptySince > EMPTY_FOR_MS || group.status === 'none') release(group)
          continue
        }
        if (group.status === 'wanted') create(group, frame, space)
        const news = group.look(frame, space)
        if (move(group, news, time)) hasMoved = true
      }
      tellAll()
      if (hasMoved) cached = undefined
      return hasMoved
    },
    get isCarrying() {
      for (const member of members.values()) if (member.carried) return true
      return false
    },
    shown(scene) {
      if (cached?.of === scene) return cached.shown
      const marks = new Map(scene.marks)
      const placements = new Map(scene.placements)
      let differs = false
      for (const [id, { item, pose }] of members) {
        if (pose === item.value.pose) continue
        differs = true
        if (item.kind === 'mark') marks.set(id, { ...item.value, pose })
        else placements.set(id, { ...item.value, pose })
      }
      const shown = differs ? { ...scene, marks, placements } : scene
      cached = { of: scene, shown }
      return shown
    },
    carryOver(spaceId, moved) {
      currentSpace = spaceId
      for (const [id, member] of members) {
        if (moved) member.pose = relativeTo(moved, member.pose)
        else if (member.group.status !== 'held') {
          leave(id, member)
          continue
        }
        member.carried = { isPlaced: moved !== undefined, since: undefined }
      }
      for (const group of groups) {
        if (moved) group.base = relativeTo(moved, group.base)
        unsettled.add(group)
      }
      lookedAt = Number.NEGATIVE_INFINITY
    },
    close() {
      for (const group of groups) release(group)
      members.clear()
    },
  }
}
