/* What can go wrong between the driver and the chip: calls that fail, a controller that cannot do what it is asked, a wire that is
 * stuck. Set by a test, asked by fake_kernel.c. */
#ifndef EDGEECG_TEST_FAULTS_H
#define EDGEECG_TEST_FAULTS_H

#include <stddef.h>
#include <stdint.h>

/* Error number with which this SPI message, or this poll or read of the line, fails; 0: it does not. */
int faults_of_message(void);
int faults_of_line_call(void);
/* Error number of setting the mode, or 0; a stubborn controller takes any mode and keeps its own. */
int faults_of_mode(void);
int faults_keeps_mode_0(void);
/* Bytes that spidev takes in one message. */
size_t faults_bufsiz(void);
/* Nobody sees this edge. */
int faults_hide_edge(void);
/* Whether sched_setscheduler is refused. */
int faults_refuse_real_time(void);
/* What the wires do to the reply to a whole message. */
void faults_distort(const uint8_t *sent, uint8_t *reply, size_t length);

#endif
