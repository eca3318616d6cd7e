#!/bin/sh
: ${LD:=ld}
# --defsym in place of a thread-local member.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s0
.section .tdata.s0,"awT",@progbits
.type s0,@tls_object
s0: .quad 0x5ca1d1d200010000
.size s0,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ar qcs liba1.a o1.o
$LD -o a.out o0.o --defsym=s0=0x1000 -e s0 liba1.a
