/** The clinic's addresses, one function each; they stand here and not in `api/calls` so that no phone loads them. */
import { request, type Result } from '../api/client'
import type {
  Alert,
  AlertDeed,
  Caseload,
  Edit,
  EditPreview,
  Invitation,
  Me,
  OpenRecord,
  Publication,
  Published,
  ClinicianIntake,
  Proposal,
  Assignment,
} from './shapes'

export const readMe = (): Promise<Result<Me>> => request('GET', '/api/care/me')

export const readCaseload = (clinic: string): Promise<Result<Caseload>> =>
  request('GET', `/api/care/caseload?clinic=${clinic}`)

type Invited = { first_name: string; birth_year: number; clinic: string | null }
export const invite = (body: Invited): Promise<Result<Invitation>> =>
  request('POST', '/api/care/invitations', body)

export const withdraw = (id: string): Promise<Result<undefined>> =>
  request('DELETE', `/api/care/invitations/${id}`)

const patient = (id: string): string => `/api/care/patients/${id}`

/** A POST, since opening a record is noted for the person to read. */
export const openRecord = (id: string): Promise<Result<OpenRecord>> =>
  request('POST', `${patient(id)}/record`)

export const actOn = (id: string, alert: number, deed: AlertDeed): Promise<Result<Alert[]>> =>
  request('POST', `${patient(id)}/alerts/${alert}`, deed)

export const previewEdit = (id: string, edit: Edit): Promise<Result<EditPreview>> =>
  request('POST', `${patient(id)}/preview`, { edit, words: '' })

export const publishEdit = (id: string, body: Publication): Promise<Result<Published>> =>
  request('POST', `${patient(id)}/publish`, body)

export const propose = (id: string, changes: ClinicianIntake): Promise<Result<Proposal>> =>
  request('POST', `${patient(id)}/proposal`, { changes })

export const assign = (id: string, body: Assignment): Promise<Result<Published>> =>
  request('POST', `${patient(id)}/assign`, body)
