#!/bin/sh
: ${LD:=ld}
# A shared object that only another one needs.
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
.globl s1
.section .data.s1,"aw",@progbits
.type s1,@object
s1: .quad 0x5ca1d1d200010000
.size s1,8
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.section .data.refs,"aw"
.quad 0x5ca1d1d300020000
.quad s6
EOF
cat > o3.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100030000
.globl s6
.section .data.s6,"aw",@progbits
.type s6,@object
s6: .quad 0x5ca1d1d200030000
.size s6,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300030000
.quad s1
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
as -o o3.o o3.s
ar qcs liba0.a o1.o
ld.bfd -shared -soname libs0.so -o libs0.so o2.o
ld.bfd -shared -soname libs1.so -o libs1.so o3.o
$LD -o a.out o0.o libs0.so --as-needed libs1.so liba0.a --no-as-needed
