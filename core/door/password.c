/* password.c - sets somebody's password; hashed before the writer is asked, since that is
 * slow on purpose. */
#include <string.h>

#include "base/digest.h"
#include "door/door.h"

struct change {
    const struct dms_json *question;
    char hash[128];
};

static enum dms_status
find_user(struct dms_unit *unit, const struct dms_json *question, int64_t *id,
          struct dms_error *error)
{
    const char *entity;
    struct dms_json *asked = dms_json_create_object();
    const struct dms_json *user = dms_json_at_key(question, "user");
    dms_json_set_text(asked, "entity", "core.user");
    dms_json_take_key(asked, "id", dms_json_copy(user));
    enum dms_status st = door_record(unit, asked, &entity, id, error);
    dms_json_destroy(asked);
    return st;
}

static enum dms_status
keep(struct dms_unit *unit, void *context, struct dms_json **answer, struct dms_error *error)
{
    struct change *change = context;
    struct dms_record *user = NULL;
    int64_t id;
    enum dms_status st = find_user(unit, change->question, &id, error);
    if (st == DMS_OK)
        st = dms_unit_edit(unit, "core.user", id, &user, error);
    if (st == DMS_OK)
        st = dms_record_set_text(user, "password_hash", change->hash, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, user, error);
    if (st == DMS_OK)
        *answer = door_answer(unit, change->question, user);
    return st;
}

enum dms_status
door_password(struct dms_house *house, const struct dms_request *request,
              const struct dms_json *question, struct dms_json **answer,
              struct dms_error *error)
{
    struct change change = { .question = question };
    const char *password;
    enum dms_status st = door_text(question, "password", &password, error);
    if (st == DMS_OK)
        st = password_hash(password, change.hash, error);
    if (st == DMS_OK)
        st = dms_house_write(house, request, keep, &change, answer, error);
    return st;
}
