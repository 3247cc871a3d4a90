/** The clinic's addresses, one function each; they stand here and not in `api/calls` so that no phone loads them. */
import { request, type Result } from '../api/client'
import type { Caseload, Invitation, Me } from './shapes'

export const readMe = (): Promise<Result<Me>> => request('GET', '/api/care/me')

export const readCaseload = (): Promise<Result<Caseload>> => request('GET', '/api/care/caseload')

export const invite = (body: { first_name: string; birth_year: number }): Promise<Result<Invitation>> =>
  request('POST', '/api/care/invitations', body)

export const withdraw = (id: string): Promise<Result<undefined>> =>
  request('DELETE', `/api/care/invitations/${id}`)
