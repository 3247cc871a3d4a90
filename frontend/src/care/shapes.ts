/** What the clinic's addresses take and answer. */
import type { components } from '../api/schema'

type Schemas = components['schemas']

export type Me = Schemas['Me']
export type Person = Schemas['PersonView']
export type Invitation = Schemas['InvitationView']
export type Caseload = Schemas['CaseloadView']
export type OpenRecord = Schemas['RecordView']
export type Alert = Schemas['AlertView']
export type AlertDeed = Schemas['AlertDeed']

export type Editor = Schemas['Editor']
export type EditorSlot = Schemas['EditorSlot']
export type Limits = Schemas['GrowthLimits']
export type Progression = Editor['progression']
export type Waiting = Schemas['ProposalView']
export type Swap = Schemas['Swap']
export type Bounds = EditorSlot['bounds']
export type Edit = Schemas['Edit']
export type ItemEdit = Schemas['ItemEdit']
export type EditPreview = Schemas['EditPreview']
export type Objection = Schemas['Objection']
export type Publication = Schemas['PublishRequest']
export type Published = Schemas['Published']

export type ClinicianIntake = Schemas['ClinicianIntake']
export type Agreement = Schemas['Agreement']
export type Proposal = Schemas['Proposal']
export type Assignment = Schemas['AssignRequest']
