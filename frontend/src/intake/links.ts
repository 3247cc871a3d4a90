/** The addresses of joining and sharing; apart from `api/calls`, so that the first load does not hold them. */
import { request, type Result } from '../api/client'
import type { Link, Offer } from '../api/shapes'

type Asked = { code: string; birth_year: number }

export const look = (body: Asked): Promise<Result<Offer>> => request('POST', '/api/care/join/look', body)

export const join = (body: Asked & { version: string }): Promise<Result<Link[]>> =>
  request('POST', '/api/care/join', body)

export const readLinks = (): Promise<Result<Link[]>> => request('GET', '/api/care/links')

export const endLink = (id: number): Promise<Result<undefined>> => request('DELETE', `/api/care/links/${id}`)
