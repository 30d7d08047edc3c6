//! Where users live.

/// A city in both of the languages that WeChat reports it in, and its centre.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Country, province, city in Chinese.
    pub chinese: [&'static str; 3],
    /// Country, province, city in English.
    pub english: [&'static str; 3],
    /// Longitude, latitude.
    pub center: (f64, f64),
}

const fn china(chinese: [&'static str; 2], english: [&'static str; 2], center: (f64, f64)) -> Place {
    Place { chinese: ["中国", chinese[0], chinese[1]], english: ["China", english[0], english[1]], center }
}

/// Cities, the larger ones first.
pub const PLACES: [Place; 24] = [
    china(["广东", "广州"], ["Guangdong", "Guangzhou"], (113.2644, 23.1291)),
    china(["广东", "深圳"], ["Guangdong", "Shenzhen"], (114.0579, 22.5431)),
    china(["北京", "海淀"], ["Beijing", "Haidian"], (116.2981, 39.9593)),
    china(["北京", "朝阳"], ["Beijing", "Chaoyang"], (116.4431, 39.9219)),
    china(["上海", "浦东新区"], ["Shanghai", "Pudong New District"], (121.5447, 31.2219)),
    china(["上海", "徐汇"], ["Shanghai", "Xuhui"], (121.4365, 31.1880)),
    china(["浙江", "杭州"], ["Zhejiang", "Hangzhou"], (120.1551, 30.2741)),
    china(["浙江", "宁波"], ["Zhejiang", "Ningbo"], (121.5440, 29.8683)),
    china(["江苏", "南京"], ["Jiangsu", "Nanjing"], (118.7969, 32.0603)),
    china(["江苏", "苏州"], ["Jiangsu", "Suzhou"], (120.5853, 31.2989)),
    china(["四川", "成都"], ["Sichuan", "Chengdu"], (104.0665, 30.5723)),
    china(["湖北", "武汉"], ["Hubei", "Wuhan"], (114.3055, 30.5931)),
    china(["湖南", "长沙"], ["Hunan", "Changsha"], (112.9388, 28.2282)),
    china(["陕西", "西安"], ["Shaanxi", "Xi'an"], (108.9398, 34.3416)),
    china(["重庆", "渝北"], ["Chongqing", "Yubei"], (106.6312, 29.7186)),
    china(["福建", "厦门"], ["Fujian", "Xiamen"], (118.0894, 24.4798)),
    china(["山东", "青岛"], ["Shandong", "Qingdao"], (120.3826, 36.0671)),
    china(["辽宁", "大连"], ["Liaoning", "Dalian"], (121.6147, 38.9140)),
    china(["黑龙江", "哈尔滨"], ["Heilongjiang", "Harbin"], (126.5350, 45.8038)),
    china(["云南", "昆明"], ["Yunnan", "Kunming"], (102.8329, 24.8801)),
    china(["新疆", "乌鲁木齐"], ["Xinjiang", "Urumqi"], (87.6168, 43.8256)),
    Place {
        chinese: ["美国", "加利福尼亚", "旧金山"],
        english: ["United States", "California", "San Francisco"],
        center: (-122.4194, 37.7749),
    },
    Place {
        chinese: ["日本", "东京都", "涩谷"], english: ["Japan", "Tokyo", "Shibuya"], center: (139.7038, 35.6620)
    },
    Place {
        chinese: ["澳大利亚", "新南威尔士", "悉尼"],
        english: ["Australia", "New South Wales", "Sydney"],
        center: (151.2093, -33.8688),
    },
];
