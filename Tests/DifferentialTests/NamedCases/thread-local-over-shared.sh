#!/bin/sh
: ${LD:=ld}
# A thread-local member where a shared object has data.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s1
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s1
.section .data.s1,"aw",@progbits
.type s1,@object
s1: .quad 0x5ca1d1d200010000
.size s1,8
.globl s2
.section .tdata.s2,"awT",@progbits
.type s2,@tls_object
s2: .quad 0x5ca1d1d200010001
.size s2,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s2
.section .data.s2,"aw",@progbits
.type s2,@object
s2: .quad 0x5ca1d1d200020000
.size s2,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba1.a o1.o
ld.bfd -shared -soname libs0.so -o libs0.so o2.o
$LD -o a.out o0.o liba1.a libs0.so
