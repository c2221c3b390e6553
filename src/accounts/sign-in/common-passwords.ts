/**
 * Passwords that guessers try first, in lower case: the best known of the published lists, what people in China choose,
 * and the words of this market. Compared as they are and again without the digits and signs around them.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
    123456 1234567 12345678 123456789 1234567890 12345 1234 123123 123123123 123321 1234321 12344321 123454321
    654321 87654321 987654321 9876543210 0987654321 111111 1111111 11111111 111222 112233 11223344 1122334455 121212
    12121212 123654 123654789 123789 123698745 131313 13131313 1314520 13145200 1314521 1314woaini 135790
    13579246810 135792468 1357924680 147258 147258369 1472583690 147852 147852369 159357 159753 159159 168168
    168168168 1688 16881688 222222 22222222 232323 246810 2468101214 250250 258258 258456 258369 314159 314159265
    321321 321654 321654987 333333 33333333 369369 369258147 373737 444444 44444444 456123 456456 456789 456852
    518518 5201314 52013140 5201314520 52013145201314 520520 520520520 5211314 521521 5213344 555555 55555555
    55667788 56565656 584520 5845201314 584131421 589589 616161 632632 654654 66666666 666666 666888 66668888 676767
    686868 696969 6969696969 741852 741852963 753951 75395100 777777 77777777 789456 789456123 7894561230 789789
    789987 7758521 77585210 7758258 797979 8008208820 808080 818181 838383 848484 852456 852852 868686 878787
    88888888 888888 8888888888 888999 898989 909090 911911 951753 963258 963852 963852741 987987 987456 987456321
    987654 989898 990099 999888 999999 99999999 000000 00000000 0000000000 0123456789 01234567 010101 01010101
    0147258369 020202 101010 10101010 102030 10203040 1020304050 110110 110120 110120119 119110 119119 120120 100200
    100200300 1234abcd 1234qwer 123qwe 123qweasd 123qweasdzxc 123456a 123456aa 123456abc 123456q 123456qq 123456qwe
    123456qwerty 123456z 12345678a 12345678q 12345678abc 123456789a 123456789q 123456789z 123456789abc 1234567890a
    1234567a 1234567q 12345a 12345qwert 12345qwerty 123abc 123abc123 123asd 123asd123 123zxc 12qwaszx 1a2b3c
    1a2b3c4d 1a2s3d4f 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz1qaz 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qaz@wsx
    2wsx1qaz 2wsx3edc 3edc4rfv q1w2e3 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 q123456 q1234567 q12345678 q123456789
    qq123456 qq123456789 qq1234567 qq12345678 qqqqqq qqqqqqqq qwe123 qwe123123 qwe123456 qwe123qwe qweasd qweasdzxc
    qweasd123 qweqwe qweqwe123 qwer qwer1234 qwer12345 qwer123456 qwerasdf qwerasdfzxcv qwert qwert12345 qwert123456
    qwerty qwerty1 qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyu qwertyui qwertyuiop qwertyuiop123
    qazwsx qazwsx123 qazwsxedc qazwsxedc123 qazwsxedcrfv qazxsw qazxswedc poiuytrewq poiuyt a123456 a1234567
    a12345678 a123456789 a1234567890 a12345 a123123 a123123123 a1b2c3 a1b2c3d4 a1s2d3f4 aa123456 aa12345678
    aa123456789 aaa111 aaa123456 aaa123 aaaa1111 aaaaaa aaaaaaaa abc abc123 abc1234 abc12345 abc123456 abc12345678
    abc123456789 abc123abc abcabc abcd abcd123 abcd1234 abcd12345 abcd123456 abcde abcdef abcdef123 abcdefg
    abcdefg123 abcdefgh abcdefghi abcdefghij asd asd123 asd123456 asd123asd asdasd asdasd123 asdasdasd asdf asdf1234
    asdf123456 asdfasdf asdfg asdfg123 asdfgh asdfgh123 asdfghj asdfghjk asdfghjkl asdfghjkl123 asdfjkl asdfzxcv
    asdqwe asdqwe123 asdzxc z123456 z1234567 z12345678 z123456789 zxc123 zxc123456 zxcasdqwe zxcv zxcv1234 zxcvb
    zxcvbn zxcvbn123 zxcvbnm zxcvbnm123 zxcvbnm1 zxczxc zaq12wsx zaq1xsw2 zaq1zaq1 zaqwsx zaqxsw zz123456 w123456
    w123456789 ww123456 wang123456 s123456 l123456 zhang123 zhang123456 li123456 liu123456 chen123456 yang123456
    wang1234 wangwang password passwd pass password1 password12 password123 password1234 password12345 password01
    password2 passw0rd passw0rd1 passw0rd123 pa55word pa55w0rd p@ssword p@ssw0rd p@ssw0rd1 p@ssw0rd123 p@55word
    p@55w0rd passwort passport pass123 pass1234 pass12345 pass123456 passpass mypassword mypass newpassword newpass
    yourpassword thepassword nopassword letmein letmein1 letmein123 letmeinnow openopen opensesame welcome welcome1
    welcome12 welcome123 welcome2 changeme changeme123 changeit secret secret123 topsecret default guest guest123
    guestguest login login123 logon hello hello123 hello1234 helloworld hellohello hellokitty admin admin1 admin12
    admin123 admin1234 admin12345 admin123456 admin888 admin666 adminadmin administrator administrador admin@123
    administrator1 root root123 root1234 rootroot rootpassword toor system system123 manager manager123 supervisor
    superuser superman superman1 superadmin sysadmin user user123 user1234 useruser username usuario test test1
    test12 test123 test1234 test12345 test123456 testtest testing testing123 tester testuser temp temp123 temp1234
    temporary demo demo123 demo1234 demodemo sample example example123 public private master master123 server
    server123 oracle oracle123 mysql mysql123 mongodb postgres database sqlserver ubuntu linux linux123 windows
    windows10 microsoft google google123 apple apple123 android samsung huawei huawei123 xiaomi xiaomi123 lenovo
    nokia motorola internet computer computer1 notebook laptop keyboard monitor network wireless router cisco
    cisco123 vmware docker jenkins tomcat nginx apache wordpress joomla drupal github gitlab raspberry alibaba
    taobao taobao123 alipay alipay123 tencent weixin wechat wechat123 baidu baidu123 douyin weibo weibo123 jingdong
    pinduoduo meituan zhongguo zhongguo123 zhonghua china china123 beijing shanghai chongqing chongqing123 chengdu
    sichuan guangzhou shenzhen hangzhou nanjing woaini woaini1 woaini123 woaini1314 woaini520 woaini5201314
    woaini521 woaiwojia woaiwo woainima woaizhongguo woaibaba woaimama woaiziji woshishui woshini woshiren
    woshinidie woshinibaba wobuzhidao wodemima wodemima123 mima mima123 mimamima mima1234 wodeai wangyut2 wangjun
    wangwei wangyang wangfei wangpeng wangping wangjing wangchao liujun liuwei liuyang lijun liwei lijie zhangwei
    zhangjun zhangjie zhangyan zhanglei zhangyang yangyang yangjun huangwei chenwei xiaoming xiaoxiao xiaolong
    xiaotian xiaoyu xiaoqiang xiaofeng xiaowei xiaohui xiaojun xiaoyan xiaobai xiaohei xiaodong tiantian tiankong
    tianshi tianya tianxia taiyang yueliang xingxing baobao baobei baobei123 beibei mingming lingling dongdong
    fangfang huanhuan jingjing lanlan lili lovelove nana qianqian tingting weiwei xinxin yanyan yuanyuan zhuzhu
    zhimakaimen nihao nihao123 nihaoma nihaonihao caonima caonima123 shabi shabi123 laopo laogong laozi feiwu
    dashabi jiushiwo jiushiaini aini1314 aini520 ainiyiwannian haohao haohaoxuexi kuaile pingan pingan123 jiankang
    facai facai888 gongxifacai yishengpingan wanshiruyi xingfu xingfu123 mingtian huangguan longlong longlong123
    feilong dragon dragon123 dragon1 monkey monkey1 monkey123 tiger tiger123 tigger tigers eagle eagles falcon wolf
    panda panda123 panther lion lionking phoenix bear bears rabbit bunny kitty kitten kitty123 doggie puppy dolphin
    dolphins shark snake spider spiderman batman batman123 ironman pokemon pikachu naruto sasuke dragonball onepiece
    luffy gundam doraemon starwars star123 matrix trinity neo whatever trustno1 trustme iloveyou iloveyou1
    iloveyou12 iloveyou123 iloveyou2 iloveyou520 iloveyou1314 iloveyou5201314 iloveu iloveme ilove iloveyouso
    imissyou loveyou loveyou1 loveme love love123 love1234 love1314 love520 love5201314 lovelife lovely lover lovers
    loveforever forever forever123 forever1 foreverlove always angel angel123 angel1 angels angela princess
    princess1 princess123 prince queen king kingking sunshine sunshine1 sunshine123 sunny sunflower sunset summer
    summer123 summer2020 summer2021 summer2022 summer2023 summer2024 summer2025 winter winter123 winter2020
    winter2021 winter2022 winter2023 winter2024 winter2025 spring spring123 autumn autumn123 monday tuesday
    wednesday thursday friday saturday sunday january february march april august september october november
    december flower flowers rainbow butterfly cherry orange orange123 banana lemon peach strawberry watermelon
    chocolate cookie cookies coffee coffee123 sugar honey honey123 candy cheese chicken pizza pepper ginger purple
    yellow silver silver123 golden diamond crystal blue red green black white football football1 football123 soccer
    baseball basketball basketball1 basketball23 hockey tennis golf golfer runner swimming liverpool liverpool1
    arsenal chelsea manchester united barcelona realmadrid juventus michael michael1 michaeljordan jordan jordan23
    jordan123 kobe kobe24 kobe8 kobebryant lebron yaoming lining daniel david david123 andrew anthony thomas thomas1
    robert robert1 richard william charles charlie charlie1 charlie123 george james jessica jennifer jennifer1
    ashley ashley1 amanda andrea anna nicole nicole1 michelle melissa samantha hannah olivia jasmine jessie
    stephanie victoria elizabeth alexander alexandra joshua joshua1 matthew christopher christian benjamin brandon
    justin taylor tyler austin dallas london paris berlin tokyo newyork america canada australia brazil mexico
    russia france germany freedom freedom1 freedom123 liberty justice peace heaven jesus jesus1 jesuschrist god
    godisgood blessed blessing faith grace hope amen killer killer123 hunter hunter1 hunter2 ranger soldier sniper
    warrior ninja ninja123 assassin slayer shadow shadow1 shadow123 ghost darkness devil demon vampire zombie magic
    magician wizard merlin gandalf mustang mustang1 corvette ferrari ferrari1 porsche mercedes bmwbmw bmw123 toyota
    honda honda123 yamaha suzuki harley harley1 truck camaro jaguar player player1 gamer gaming game minecraft
    minecraft1 fortnite roblox roblox123 counterstrike csgo dota2 warcraft worldofwarcraft starcraft diablo league
    legends leagueoflegends playstation nintendo xbox360 zelda mario mario123 sonic tetris genius smart student
    student123 teacher teacher123 school college university doctor doctor123 nurse engineer office office123
    business company company123 company1 money money123 dollar lucky lucky1 lucky123 lucky7 lucky888 success
    success123 winner winner123 champion champion1 victory thankyou please goodluck goodbye goodmorning goodboy
    badboy badgirl girls babygirl babygirl1 babyboy baby baby123 sweetheart sweetie sweet sexy hottie fuckyou
    fuckyou1 fuckyou123 fuckme fuckoff fuck asshole bitch bastard biteme pussy pornhub blowjob nothing nobody
    anybody someone access access14 access123 security security1 secure starlight midnight moonlight thunder
    thunder1 lightning storm hurricane tornado fire fireball firefox ice iceman snowball snoopy garfield mickey
    mickeymouse minnie donald donaldduck disney scooby scoobydoo simpsons bart homer maverick maverick1 ranger1
    rangers redsox yankees yankees1 lakers lakers24 cowboys cowboys1 steelers packers patriots broncos bulldog
    bulldogs gators marlboro marina metallica nirvana eminem eminem1 slipknot greenday linkinpark blink182 beatles
    rockstar rockyou rock guitar music music123 piano drummer dancer dancing singer metal violin pokemon1 qwerty7
    azerty azerty123 azertyuiop zxcvasdf asdf12345 fghjkl vbnm uiop hjkl liangqun liangqunhaowu liangqunhaowu123
    haowu shichang bangfu xiaofeibangfu nongye hezuoshe canteen shitang gonghui market market123 marketplace shop
    shop123 shopping seller seller123 buyer buyer123 official gov123 zhengfu gongzuo jiating xuexiao gongsi
    gongsi123 caiwu caiwu123 bangongshi 两群好物 密码密码 我爱你 我爱中国 重庆 消费帮扶 乡村振兴 农业农村 合作社 食堂 工会
  `
    .trim()
    .split(/\s+/),
);
