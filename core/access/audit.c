/* audit.c - adds to the chain: each row's digest covers the row and the digest before it. */
#include "access/audit.h"

#include <string.h>

#include "access/chain.h"
#include "base/digest.h"

static void
add_number(struct digest_state *state, int64_t number)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
    digest_add(state, bytes, sizeof(bytes));
}

/* With its length, so that no text can pass for the end of one and the start of another;
 * absent is not the same as empty. */
static void
add_text(struct digest_state *state, const char *text)
{
    size_t size = text != NULL ? strlen(text) : 0;
    add_number(state, text != NULL ? (int64_t)size : -1);
    if (size > 0)
        digest_add(state, text, size);
}

void
audit_digest(const struct audit_row *row, unsigned char digest[32])
{
    const char *const texts[] = { row->kind, row->entity, row->action, row->changes,
                                  row->request };
    const int64_t numbers[] = { row->id, row->at, row->user, row->store, row->record };
    struct digest_state state;
    digest_begin(&state);
    digest_add(&state, row->previous, sizeof(row->previous));
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        add_number(&state, numbers[i]);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        add_text(&state, texts[i]);
    digest_end(&state, digest);
}

enum dms_status
audit_append(struct audit_chain *chain, struct storage_session *session,
             struct audit_row *row, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    if (!chain->known || chain->undone != session_undone(session))
        st = session_audit_last(session, &chain->id, chain->digest, error);
    if (st != DMS_OK)
        return st;
    /* The id is under the digest, so it is chosen here and not by the database. */
    int64_t id = row->id = chain->id + 1;
    memcpy(row->previous, chain->digest, sizeof(row->previous));
    if (row->entity == NULL)
        row->entity = "";
    if (row->action == NULL)
        row->action = "";
    audit_digest(row, row->digest);
    chain->known = false;
    st = session_audit_add(session, row, error);
    if (st == DMS_OK && row->id != id)
        st = dms_fail(error, DMS_STORAGE, "access.audit_id", "wanted=%lld|got=%lld",
                      (long long)id, (long long)row->id);
    if (st != DMS_OK)
        return st;
    chain->known = true;
    chain->undone = session_undone(session);
    chain->id = id;
    memcpy(chain->digest, row->digest, sizeof(chain->digest));
    return DMS_OK;
}
