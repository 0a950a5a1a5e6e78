/* stream.c - events as lines of text/event-stream, few at a time, so that a slow listener costs
 * little. */
#include "stream.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "guard.h"
#include "question.h"
#include "streams.h"

#define AT_ONCE  32   /* events read for one delivery */
#define RETRY_MS 3000 /* until a browser that lost us comes back */

static FILE *
open_text(struct stream *stream)
{
    stream->sent = 0;
    FILE *text = open_memstream(&stream->text, &stream->size);
    if (text == NULL)
        abort();
    return text;
}

/* Without data a listener only notes the id. */
void
stream_say_alive(struct stream *stream, int64_t after)
{
    FILE *text = open_text(stream);
    fprintf(text, ":\nid: %" PRId64 "\n\n", after);
    fclose(text);
}

void
stream_greet(struct stream *stream, int64_t after)
{
    FILE *text = open_text(stream);
    fprintf(text, "retry: %d\nid: %" PRId64 "\n\n", RETRY_MS, after);
    fclose(text);
}

static void
render(FILE *text, const struct dms_json *event)
{
    char *data =
        dms_json_print(event); /* one line: a line break in a value is \n there */
    fprintf(text, "id: %" PRId64 "\nevent: %s\ndata: %s\n\n",
            dms_json_integer_at(event, "id"), dms_json_text_at(event, "name"), data);
    free(data);
}

static void
render_all(struct stream *stream, const struct dms_json *events)
{
    FILE *text = open_text(stream);
    for (size_t i = 0; i < dms_json_count(events); i++) {
        const struct dms_json *event = dms_json_at(events, i);
        if (streams_name_fits(stream->names, dms_json_text_at(event, "name")))
            render(text, event);
    }
    fclose(text);
    if (stream->size == 0) {
        free(stream->text);
        stream->text = NULL;
    }
}

bool
stream_read(struct stream *stream, int64_t after, int64_t *last, bool *more)
{
    struct exchange *exchange = stream->exchange;
    struct dms_json *answer = NULL;
    struct dms_request request = question_request(exchange);
    if (dms_house_events(exchange->server->house, &request, after, AT_ONCE, &answer,
                         NULL) != DMS_OK)
        return false;
    *last = dms_json_integer_at(answer, "last");
    *more = dms_json_boolean_at(answer, "more");
    render_all(stream, dms_json_at_key(answer, "events"));
    dms_json_destroy(answer);
    return true;
}
