#!/bin/sh
: ${LD:=ld}
# A COMMON symbol that a thread-local member replaces.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s3
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s3
.section .tdata.s3,"awT",@progbits
.type s3,@tls_object
s3: .quad 0x5ca1d1d200010000
.size s3,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.comm s3,24,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba0.a o1.o
ar qcs liba1.a o2.o
$LD -o a.out liba1.a o0.o liba0.a
