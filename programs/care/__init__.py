"""The clinic's room: invitations, the links they lead to, the caseload and the record of a patient."""
