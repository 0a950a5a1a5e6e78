/* gate.h - lets a few through at a time; the others wait, but not for ever. */
#ifndef DMS_ACCESS_GATE_H
#define DMS_ACCESS_GATE_H

#include <stdbool.h>
#include <stdint.h>

struct gate;

/* PLACES inside at once; WAIT: ms that one waits outside at most. */
struct gate *gate_create(int places, int64_t wait);
void gate_destroy(struct gate *gate); /* NULL is welcome */
/* False after waiting in vain; else gate_leave must follow. */
bool gate_enter(struct gate *gate);
void gate_leave(struct gate *gate);

#endif
