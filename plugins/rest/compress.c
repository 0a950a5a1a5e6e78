/* compress.c - a list shrinks to a tenth for a little of our time; a short answer is left alone. */
#include "compress.h"

#include <stdlib.h>
#include <zlib.h>

#include "answer.h"
#include "head.h"

#define WORTH_IT 1024 /* bytes: less fits into one packet anyway */
#define LEVEL    4
#define GZIP     (15 + 16) /* zlib's way to say: the largest window, gzip around it */

static bool
pack(struct answer *answer)
{
    z_stream stream = { 0 };
    if (deflateInit2(&stream, LEVEL, Z_DEFLATED, GZIP, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    uLong room = deflateBound(&stream, answer->size);
    Bytef *packed = malloc(room);
    stream.next_in = (Bytef *)answer->body;
    stream.avail_in = (uInt)answer->size;
    stream.next_out = packed;
    stream.avail_out = (uInt)room;
    bool done = packed != NULL && deflate(&stream, Z_FINISH) == Z_STREAM_END;
    deflateEnd(&stream);
    if (!done) {
        free(packed);
        return false;
    }
    free(answer->body);
    answer->body = (char *)packed;
    answer->size = stream.total_out;
    return true;
}

bool
compress_answer(struct exchange *exchange)
{
    struct answer *answer = &exchange->answer;
    if (!exchange->server->settings.compress || answer->size < WORTH_IT ||
        answer->size > UINT32_MAX / 2 ||
        !head_takes(exchange, "Accept-Encoding", "gzip") || !pack(answer))
        return false;
    answer_header(exchange, "Content-Encoding", "gzip");
    return true;
}
