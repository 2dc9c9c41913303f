#include "faults.h"

#include <errno.h>
#include <string.h>

enum { BUFSIZ_SPIDEV = 4096, READ_ID = 0x20, SHORTEST_FRAME = 9 };

static int fail_message, message_error = EIO, messages;
static int fail_line_call, line_calls;
static int mode_error, stubborn, real_time_refused;
static int frozen, byte_late;
static int stuck = -1, identity = -1;
static size_t bufsiz = BUFSIZ_SPIDEV;

int faults_of_message(void) { return ++messages == fail_message ? message_error : 0; }
int faults_of_line_call(void) { return ++line_calls == fail_line_call ? EIO : 0; }
int faults_of_mode(void) { return mode_error; }
int faults_keeps_mode_0(void) { return stubborn; }
size_t faults_bufsiz(void) { return bufsiz; }
int faults_hide_edge(void) { return frozen; }
int faults_refuse_real_time(void) { return real_time_refused; }

void faults_distort(const uint8_t *sent, uint8_t *reply, size_t length)
{
    if (stuck >= 0)
        memset(reply, stuck, length);
    else if (byte_late && length >= SHORTEST_FRAME) {
        memmove(reply + 1, reply, length - 1);
        reply[0] = 0xFF;
    } else if (identity >= 0 && sent[0] == READ_ID)
        reply[length - 1] = (uint8_t)identity;
}

/* The Nth from now on; 0 for none. Returns how many there have been since the last call. */
int fake_fail_message(int number, int error)
{
    int before = messages;
    messages = 0;
    fail_message = number;
    message_error = error;
    return before;
}

int fake_fail_line_call(int number)
{
    int before = line_calls;
    line_calls = 0;
    fail_line_call = number;
    return before;
}

void fake_refuse_mode(int error) { mode_error = error; }
void fake_keep_mode_0(int keep) { stubborn = keep; }
void fake_bufsiz(int bytes) { bufsiz = (size_t)bytes; }
void fake_freeze_drdy(int freeze) { frozen = freeze; }
void fake_byte_late(int late) { byte_late = late; }
void fake_stick_miso(int level) { stuck = level; }
void fake_set_identity(int value) { identity = value; }
void fake_refuse_real_time(int refused) { real_time_refused = refused; }
