/** The server's endpoints, one function each. */
import { request, type Options, type Result } from './client'
import type {
  Account,
  AccountRequest,
  Bundle,
  IntakeForm,
  IntakeRequest,
  Lessons,
  SyncReply,
  SyncRequest,
} from './shapes'

export const readAccount = (): Promise<Result<Account>> => request('GET', '/api/account')

export const writeAccount = (body: AccountRequest): Promise<Result<Account>> =>
  request('POST', '/api/account', body)

export const deleteAccount = (): Promise<Result<undefined>> => request('DELETE', '/api/account')

export const readForm = (): Promise<Result<IntakeForm>> => request('GET', '/api/intake')

export const writeIntake = (body: IntakeRequest): Promise<Result<Bundle>> =>
  request('POST', '/api/intake', body)

export const readBundle = (today: string): Promise<Result<Bundle>> =>
  request('GET', `/api/bundle?today=${today}`)

export const readLessons = (): Promise<Result<Lessons>> => request('GET', '/api/learn')

export const sync = (body: SyncRequest, options: Options = {}): Promise<Result<SyncReply>> =>
  request('POST', '/api/sync', body, options)
