//! Words that names are made of.

/// Chinese family names, with the letters of a user name; the commonest first and twice.
pub const FAMILY: [(&str, &str); 44] = [
    ("王", "wang"),
    ("李", "li"),
    ("张", "zhang"),
    ("刘", "liu"),
    ("陈", "chen"),
    ("杨", "yang"),
    ("赵", "zhao"),
    ("黄", "huang"),
    ("王", "wang"),
    ("李", "li"),
    ("张", "zhang"),
    ("刘", "liu"),
    ("陈", "chen"),
    ("杨", "yang"),
    ("赵", "zhao"),
    ("黄", "huang"),
    ("周", "zhou"),
    ("吴", "wu"),
    ("徐", "xu"),
    ("孙", "sun"),
    ("胡", "hu"),
    ("朱", "zhu"),
    ("高", "gao"),
    ("林", "lin"),
    ("何", "he"),
    ("郭", "guo"),
    ("马", "ma"),
    ("罗", "luo"),
    ("梁", "liang"),
    ("宋", "song"),
    ("郑", "zheng"),
    ("谢", "xie"),
    ("韩", "han"),
    ("唐", "tang"),
    ("冯", "feng"),
    ("于", "yu"),
    ("董", "dong"),
    ("萧", "xiao"),
    ("程", "cheng"),
    ("曹", "cao"),
    ("欧阳", "ouyang"),
    ("司马", "sima"),
    ("诸葛", "zhuge"),
    ("上官", "shangguan"),
];

/// Chinese given names.
pub const GIVEN: [&str; 48] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀英", "霞",
    "平", "刚", "桂英", "子涵", "浩然", "梓萱", "宇轩", "欣怡", "诗涵", "雨桐", "一诺", "思远", "俊杰", "梦琪", "晓明",
    "志强", "建国", "海燕", "玉兰", "天佑", "若曦", "沐宸", "语嫣", "家豪", "文博", "雪梅", "春燕", "小龙", "嘉怡",
];

/// What people call themselves instead.
pub const PHRASES: [&str; 28] = [
    "你今天真好看",
    "你也是",
    "微风不燥",
    "一只小猫",
    "吃饭了吗",
    "明天会更好",
    "半夏微凉",
    "云淡风轻",
    "大海",
    "阿杰",
    "小鱼儿",
    "追风少年",
    "奶茶不加糖",
    "今晚打老虎",
    "早睡早起",
    "搬砖工人",
    "不想上班",
    "橘子汽水",
    "山间明月",
    "南风知我意",
    "想去看海",
    "🌙 晚安",
    "🐱喵喵",
    "开心每一天😄",
    "隔壁老王",
    "程序猿",
    "Dream 小屋",
    "A0 装修李师傅",
];

/// English given names.
pub const ENGLISH: [&str; 32] = [
    "Tom", "Alice", "Jack", "Emma", "Lucas", "Olivia", "Noah", "Sophia", "Leo", "Mia", "Ethan", "Grace", "Ryan",
    "Chloe", "Kevin", "Amy", "Eric", "Lily", "Jason", "Cindy", "Daniel", "Vivian", "Tommy", "Helen", "Ben", "Nina",
    "Oscar", "Ruby", "Sam", "Zoe", "Victor", "Iris",
];

/// English family names, most of the time left out.
pub const ENGLISH_FAMILY: [&str; 10] =
    ["Smith", "O'Brien", "Chen", "Wang", "Miller", "Davis", "Lee", "Garcia", "Brown", "Wilson"];

/// Names in other alphabets.
pub const OTHERS: [&str; 20] = [
    "José García",
    "Zoë Müller",
    "Björn",
    "François",
    "Łukasz",
    "Дмитрий",
    "Анна",
    "さくら",
    "田中太郎",
    "ゆき",
    "김민준",
    "이서연",
    "Nguyễn An",
    "สมชาย",
    "محمد",
    "नीरज",
    "Çelik",
    "Søren",
    "Eλένη",
    "Ana María",
];

/// Tags of a user.
pub const TAGS: [&str; 10] = ["new", "gold", "silver", "beta", "vip", "student", "reader", "shop", "风控", "老用户"];

/// Notes about a user.
pub const NOTES: [&str; 10] = [
    "回访过",
    "需要发票",
    "VIP customer",
    "prefers phone calls",
    "投诉过一次",
    "来自活动「双十一」",
    "line 1\nline 2",
    "50% off \"spring\"",
    "",
    "test",
];

/// Values of the field `test`.
pub const TESTS: [&str; 4] = ["test", "test_2", "changed_from_open_api", "Test"];

/// Streets.
pub const STREETS: [&str; 8] = ["人民路", "中山路", "解放大道", "建设街", "和平路", "新港中路", "学院路", "文三路"];
