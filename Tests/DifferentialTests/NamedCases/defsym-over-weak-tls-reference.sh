#!/bin/sh
: ${LD:=ld}
# --defsym of what is weakly referred to as thread-local.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.weak s6
.section .text.refs,"ax"
movq s6@gottpoff(%rip),%rax
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s6
.section .data.s6,"aw",@progbits
.type s6,@object
s6: .quad 0x5ca1d1d200010000
.size s6,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
ar qcs liba0.a o1.o
$LD -o a.out o0.o liba0.a --defsym=s6=0x1000
