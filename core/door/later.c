/* later.c - dms_house_ask_later: the asker goes on, and is told in print. */
#include <stdlib.h>

#include "base/error.h"
#include "base/list.h"
#include "door/door.h"
#include "door/printing.h"

struct asking {
    struct printing printing;
    struct dms_json *question;
    dms_work work;  /* answers with a tree */
    dms_work print; /* instead, without one; NULL: not this one */
    dms_answered done;
    void *context;
};

static void
end(struct asking *asking, enum dms_status status, const struct dms_error *error)
{
    struct dms_answer_text answer = { .size = sizeof(answer) };
    if (status == DMS_OK)
        printing_give(&asking->printing, &answer);
    asking->done(asking->context, status, &answer, error);
    free(answer.text);
    free(answer.next);
    printing_clear(&asking->printing);
    dms_json_destroy(asking->question);
    free(asking);
}

/* A tree has its warnings in it. */
static void
answered(void *context, enum dms_status status, struct dms_json *answer,
         const struct dms_json *warnings, const struct dms_error *error)
{
    struct asking *asking = context;
    if (status == DMS_OK && asking->print == NULL)
        printing_tree(&asking->printing, answer);
    else if (status == DMS_OK)
        printing_warn(&asking->printing, warnings);
    end(asking, status, error);
}

static enum dms_status
work(struct dms_unit *unit, void *context, struct dms_json **answer,
     struct dms_error *error)
{
    struct asking *asking = context;
    return asking->print != NULL ? asking->print(unit, &asking->printing, answer, error)
                                 : asking->work(unit, asking->question, answer, error);
}

/* Refused before anybody was asked, or only read: told at once. */
static void
answer_now(struct dms_house *house, const struct dms_request *request,
           struct asking *asking)
{
    struct dms_error error = { 0 };
    struct dms_json *answer = NULL;
    enum dms_status st = dms_house_read(house, request, work, asking, &answer, &error);
    answered(asking, st, answer, NULL, &error);
    dms_json_destroy(answer);
}

/* What is kept with an idempotency key is a tree: it is told again as it was. */
static struct asking *
asking_create(const struct dms_request *request, const struct dms_json *question,
              dms_answered done, void *context)
{
    struct asking *asking = memory_get(sizeof(*asking));
    bool writes = false;
    asking->question = dms_json_copy(question);
    asking->printing.question = asking->question;
    asking->print = request->key == NULL ? printing_work(question, &writes) : NULL;
    asking->done = done;
    asking->context = context;
    return asking;
}

void
dms_house_ask_later(struct dms_house *house, const struct dms_request *request,
                    const struct dms_json *question, dms_answered done, void *context)
{
    struct dms_error error = { 0 };
    struct asking *asking = asking_create(request, question, done, context);
    bool writes = false;
    if (door_find(house, question, &asking->work, &writes, &error) != DMS_OK)
        end(asking, error.status, &error);
    else if (!writes)
        answer_now(house, request, asking);
    else if (dms_house_write_later(house, request, work, asking, answered, &error) !=
             DMS_OK)
        end(asking, error.status, &error);
}
