#!/bin/sh
: ${LD:=ld}
# A thread-local definition behind one that a COMDAT group lost.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.globl s2
.section .data.s2,"awG",@progbits,g2,comdat
.type s2,@object
s2: .quad 0x5ca1d1d200000000
.size s2,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s6
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s6
.section .data.s6,"awG",@progbits,g2,comdat
.type s6,@object
s6: .quad 0x5ca1d1d200010000
.size s6,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s6
.section .tdata.s6,"awT",@progbits
.type s6,@tls_object
s6: .quad 0x5ca1d1d200020000
.size s6,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba1.a o1.o o2.o
$LD -o a.out o0.o liba1.a
