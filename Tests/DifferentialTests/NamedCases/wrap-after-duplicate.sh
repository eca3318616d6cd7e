#!/bin/sh
: ${LD:=ld}
# A wrapper in an archive when there are duplicates already.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl __wrap_s0
.section .data.__wrap_s0,"aw",@progbits
.type __wrap_s0,@object
__wrap_s0: .quad 0x5ca1d1d200010000
.size __wrap_s0,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200020000
.size s0,8
EOF
cat > o3.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100030000
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200030000
.size s0,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
as -o o3.o o3.s
ar qcs liba0.a o1.o o2.o
$LD -o a.out --wrap=s0 o0.o liba0.a o3.o
