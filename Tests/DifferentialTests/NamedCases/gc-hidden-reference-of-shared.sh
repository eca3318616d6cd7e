#!/bin/sh
: ${LD:=ld}
# A hidden reference in a collected section to what a shared object wants.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200000000
.size s0,8
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.section .data.refs,"aw"
.Luses:
.hidden s0
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad s0
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.section .data.refs,"aw"
.Luses:
.section .data.refs,"aw"
.quad 0x5ca1d1d300020000
.quad s0
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba0.a o1.o
ld.bfd -shared -soname libs0.so -o libs0.so o2.o
$LD -o a.out --gc-sections o0.o libs0.so --whole-archive liba0.a --no-whole-archive
