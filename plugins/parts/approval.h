/* approval.h - who asked does not decide, and nobody decides beyond what the brand lets him. */
#ifndef PARTS_APPROVAL_H
#define PARTS_APPROVAL_H

#include "parts.h"

/* The requester's user id into FIELD of a record, when somebody asks. */
enum dms_status parts_sign(struct dms_unit *unit, struct dms_record *record,
                           const char *field, struct dms_error *error);
/* Refuses the one in requested_by, and an AMOUNT (fen) above the limit the decision DECISION
 * ({amount, kind} answers {limit}) gives the user; signs approved_by. No decision: no limit. */
enum dms_status parts_approve(struct dms_unit *unit, struct dms_record *record,
                              const char *decision, int64_t amount,
                              struct dms_error *error);
/* What the brand decides: the member MEMBER of the answer; FALLBACK when nobody decides. */
enum dms_status parts_decide(struct dms_unit *unit, const char *decision,
                             const struct dms_json *facts, const char *member,
                             int64_t fallback, int64_t *number, struct dms_error *error);
/* All lines of a document, in order: ENTITY's records whose FIELD is the document. */
enum dms_status parts_lines_of(struct dms_unit *unit, const char *entity,
                               const struct dms_record *document,
                               const struct dms_list **lines, struct dms_error *error);
/* INVALID when there is none. */
enum dms_status parts_need_lines(const struct dms_record *document,
                                 const struct dms_list *lines, struct dms_error *error);
/* Lines belong to a document that is still in STATE; else DENIED. */
enum dms_status parts_still(struct dms_unit *unit, const struct dms_record *line,
                            const char *field, const char *entity, const char *state,
                            const struct dms_record **document, struct dms_error *error);

#endif
