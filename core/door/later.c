/* later.c - dms_house_ask_later: the asker goes on, and is told. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/list.h"
#include "dms/front.h"
#include "door/door.h"

struct asking {
    struct dms_json *question;
    dms_work work;
    dms_done done;
    void *context;
};

static void
end(struct asking *asking, enum dms_status status, struct dms_json *answer,
    const struct dms_json *warnings, const struct dms_error *error)
{
    asking->done(asking->context, status, answer, warnings, error);
    dms_json_destroy(asking->question);
    free(asking);
}

static void
written(void *context, enum dms_status status, struct dms_json *answer,
        const struct dms_json *warnings, const struct dms_error *error)
{
    end(context, status, answer, warnings, error);
}

static enum dms_status
work(struct dms_unit *unit, void *context, struct dms_json **answer,
     struct dms_error *error)
{
    const struct asking *asking = context;
    return asking->work(unit, asking->question, answer, error);
}

/* Refused before anybody was asked, or only read: told at once. */
static void
answer_now(struct dms_house *house, const struct dms_request *request,
           struct asking *asking)
{
    struct dms_error error = { 0 };
    struct dms_json *answer = NULL;
    enum dms_status st = dms_house_read(house, request, work, asking, &answer, &error);
    end(asking, st, answer, NULL, &error);
    dms_json_destroy(answer);
}

static void
refuse(struct asking *asking, const struct dms_error *error)
{
    end(asking, error->status, NULL, NULL, error);
}

void
dms_house_ask_later(struct dms_house *house, const struct dms_request *request,
                    const struct dms_json *question, dms_done done, void *context)
{
    struct dms_error error = { 0 };
    struct asking *asking = memory_get(sizeof(*asking));
    bool writes = false;
    *asking = (struct asking){ dms_json_copy(question), NULL, done, context };
    if (door_find(house, question, &asking->work, &writes, &error) != DMS_OK)
        refuse(asking, &error);
    else if (!writes)
        answer_now(house, request, asking);
    else if (dms_house_write_later(house, request, work, asking, written, &error) !=
             DMS_OK)
        refuse(asking, &error);
}
