/* answer_file.c - an answer that is a file, with a name in the asker's language. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "answer.h"
#include "percent.h"
#include "problem.h"

/* "filename" is for programs that know ASCII only (RFC 6266). */
static void
name_it(struct exchange *exchange, const char *name, const char *suffix)
{
    char *encoded = percent_encode(name);
    answer_header(exchange, "Content-Disposition",
                  "attachment; filename=\"download.%s\"; filename*=UTF-8''%s.%s", suffix,
                  encoded, suffix);
    free(encoded);
}

void
answer_open_file(struct exchange *exchange, int file, const char *type)
{
    struct answer *answer = &exchange->answer;
    struct stat stat;
    if (fstat(file, &stat) == 0)
        answer->response = MHD_create_response_from_fd64((uint64_t)stat.st_size, file);
    if (answer->response == NULL) {
        close(file);
        problem_of(exchange, DMS_BUG);
        return;
    }
    answer->status = 200;
    answer->type = type;
}

void
answer_file(struct exchange *exchange, int file, const char *type, const char *name,
            const char *suffix)
{
    answer_open_file(exchange, file, type);
    if (exchange->answer.response != NULL)
        name_it(exchange, name, suffix);
}
