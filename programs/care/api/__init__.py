"""`/api/care/...`: what a person does with an invitation, and what a clinic sees and does."""
